using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;
using Interop.Native.Networks;

namespace Interop.Native.Optimizers;

/// <summary>
/// Gradient descent, with momentum. <c>g += λ w</c>, then without momentum <c>w −= η g</c>. With momentum μ, by convention:
/// PyTorch <c>v₁ = g, v = μ v + (1 − d) g, w −= η v</c>, Nesterov <c>w −= η (g + μ v)</c>;
/// lecture (D1) <c>v₀ = 0, v = μ v + (1 − μ) g, w −= η v</c>, Nesterov <c>w −= η ((1 − μ) g + μ v)</c>;
/// Keras <c>v₀ = 0, v = μ v + η g, w −= v</c>, Nesterov <c>w −= η g + μ v</c>. Source: D0, D1.
/// </summary>
public sealed class SGD : Optimizer
{
    private readonly double _dampening;
    private readonly bool _nesterov;
    private MomentumConvention? _convention;
    private double _momentum;

    /// <summary>Makes the optimizer; the defaults are PyTorch's, with its usual example's learning rate.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="momentum">μ, 0 for none.</param>
    /// <param name="dampening">d, how much less of the newest gradient is taken; PyTorch's convention only.</param>
    /// <param name="weightDecay">λ, PyTorch's L2 penalty: the gradient of λ/2·w².</param>
    /// <param name="nesterov">Whether to look ahead along the momentum.</param>
    /// <param name="convention">What the velocity remembers; null for the network's conventions, PyTorch's unless set.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">Nesterov without momentum, or dampening with Nesterov or another convention.</exception>
    public SGD(
        float learningRate = 0.01f,
        double momentum = 0,
        double dampening = 0,
        float weightDecay = 0f,
        bool nesterov = false,
        MomentumConvention? convention = null)
        : base(learningRate, weightDecay)
    {
        _momentum = OptimizerOptions.NotNegative(momentum);
        _dampening = OptimizerOptions.NotNegative(dampening);
        if (nesterov && (momentum == 0 || dampening != 0))
        {
            throw new ArgumentException($"Nesterov's look-ahead needs a momentum and no dampening, got momentum {momentum} and dampening {dampening}.", nameof(nesterov));
        }

        if (dampening != 0 && convention is not (null or MomentumConvention.PyTorch))
        {
            throw new ArgumentException($"Dampening belongs to PyTorch's momentum; the convention {convention} has none.", nameof(dampening));
        }

        _nesterov = nesterov;
        _convention = dampening != 0 ? MomentumConvention.PyTorch : convention;
        SlotNames = momentum != 0 ? ["momentum_buffer"] : [];
    }

    /// <summary>How much of a new gradient is left out of the momentum.</summary>
    public double Dampening => _dampening;

    /// <summary>Whether it looks ahead.</summary>
    public bool Nesterov => _nesterov;

    /// <summary>Whose momentum; null until a network's conventions settle it.</summary>
    public MomentumConvention? Convention => _convention;

    /// <inheritdoc/>
    public override double? Momentum
    {
        get => SlotNames.Count > 0 ? _momentum : null;
        set
        {
            if (SlotNames.Count == 0)
            {
                base.Momentum = value;
            }

            _momentum = OptimizerOptions.NotNegative(value ?? throw new ArgumentNullException(nameof(value)));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames { get; }

    /// <inheritdoc/>
    protected override void Settle(Conventions conventions) => _convention ??= conventions == Conventions.Keras ? MomentumConvention.Keras
        : conventions == Conventions.Lecture ? MomentumConvention.Lecture
        : MomentumConvention.PyTorch;

    internal override bool UpdatesRunsAtOnce => true;

    /// <inheritdoc/>
    public override void Update(in ParameterUpdate update)
    {
        if (SlotNames.Count == 0)
        {
            UpdateKernel.Run(update, 0, new Descent(update.LearningRate, update.WeightDecay));
            return;
        }

        var rate = update.LearningRate;
        var first = update.Step == 1 && _convention is (null or MomentumConvention.PyTorch);
        var keep = first ? 0 : _momentum;
        var (take, look, size) = _convention switch
        {
            MomentumConvention.Lecture => (1 - _momentum, 1 - _momentum, rate),
            MomentumConvention.Keras => (rate, rate, 1f),
            _ => (first ? 1 : 1 - _dampening, 1.0, rate),
        };
        UpdateKernel.Run(update, 1, new Heavy(size, update.WeightDecay, (float)keep, (float)take, (float)look, (float)_momentum, _nesterov));
    }

    private readonly struct Descent(float rate, float weightDecay) : IUpdateRule
    {
        public void Start<TSimd, TVector, TWalk>(in TWalk walk)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            where TWalk : struct, IUpdateWalk
            => walk.Run<TSimd, TVector, Lanes<TSimd, TVector>>(new(rate, weightDecay));

        private readonly struct Lanes<TSimd, TVector>(float rate, float weightDecay) : IVectorRule<TVector>
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            private readonly TVector _rate = TSimd.Broadcast(rate);
            private readonly TVector _weightDecay = TSimd.Broadcast(weightDecay);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public void Apply(TVector gradient, ref TVector value, ref TVector slot0, ref TVector slot1, ref TVector slot2)
            {
                gradient = TSimd.MultiplyAdd(_weightDecay, value, gradient);
                value = TSimd.MultiplySubtractFrom(_rate, gradient, value);
            }
        }
    }

    // v = keep v + take g; w −= size v, or with Nesterov w −= size (look g + μ v).
    private readonly struct Heavy(float size, float weightDecay, float keep, float take, float look, float momentum, bool nesterov) : IUpdateRule
    {
        public void Start<TSimd, TVector, TWalk>(in TWalk walk)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            where TWalk : struct, IUpdateWalk
            => walk.Run<TSimd, TVector, Lanes<TSimd, TVector>>(new(size, weightDecay, keep, take, look, momentum, nesterov));

        private readonly struct Lanes<TSimd, TVector>(float size, float weightDecay, float keep, float take, float look, float momentum, bool nesterov)
            : IVectorRule<TVector>
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            private readonly TVector _size = TSimd.Broadcast(size);
            private readonly TVector _weightDecay = TSimd.Broadcast(weightDecay);
            private readonly TVector _keep = TSimd.Broadcast(keep);
            private readonly TVector _take = TSimd.Broadcast(take);
            private readonly TVector _look = TSimd.Broadcast(look);
            private readonly TVector _momentum = TSimd.Broadcast(momentum);
            private readonly TVector _floor = TSimd.Broadcast(Subnormals.SmallestNormal);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public void Apply(TVector gradient, ref TVector value, ref TVector velocity, ref TVector slot1, ref TVector slot2)
            {
                gradient = TSimd.MultiplyAdd(_weightDecay, value, gradient);
                velocity = TSimd.MultiplyAdd(_keep, velocity, TSimd.Multiply(_take, gradient));
                velocity = Subnormals.Drop<TSimd, TVector>(velocity, _floor);
                var direction = nesterov ? TSimd.MultiplyAdd(_momentum, velocity, TSimd.Multiply(_look, gradient)) : velocity;
                value = TSimd.MultiplySubtractFrom(_size, direction, value);
            }
        }
    }
}
