using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;
using Interop.Native.Networks;

namespace Interop.Native.Optimizers;

/// <summary>
/// RMSprop. <c>g += λ w</c>, <c>s = ρ s + (1 − ρ) g²</c>, <c>w −= η g / (√s + ε)</c>; D1's slide, and Keras, have ε inside the root:
/// <c>w −= η g / √(s + ε)</c>. Centered: <c>ḡ = ρ ḡ + (1 − ρ) g</c> and <c>s − ḡ²</c> in the place of s. With momentum:
/// <c>v = μ v + g / (√s + ε)</c>, <c>w −= η v</c>, in Keras <c>v = μ v + η g / √(s + ε)</c>, <c>w −= v</c>. Source: D0, D1; Hinton 2012, lecture 6e.
/// </summary>
/// <remarks>Rounding may make <c>s − ḡ²</c> negative where gradients hardly change: it then counts as 0, where PyTorch's root gives NaN.</remarks>
public sealed class RMSprop : Optimizer
{
    private readonly bool _centered;
    private readonly bool _hasMomentum;
    private double? _smoothing;
    private double? _epsilon;
    private EpsilonPlacement? _placement;
    private MomentumConvention? _convention;
    private double _momentum;

    /// <summary>Makes the optimizer. What is null is settled by the network's conventions, PyTorch's unless set.</summary>
    /// <param name="learningRate">η; PyTorch's is 0.01, Keras' 0.001.</param>
    /// <param name="smoothing">ρ, PyTorch's <c>alpha</c>; PyTorch's is 0.99, Keras' 0.9.</param>
    /// <param name="epsilon">ε; PyTorch's is 1e-8, Keras' 1e-7.</param>
    /// <param name="weightDecay">λ, PyTorch's L2 penalty, added to the gradient.</param>
    /// <param name="momentum">μ, 0 for none.</param>
    /// <param name="centered">Whether the gradient's variance takes the place of its mean square.</param>
    /// <param name="epsilonPlacement">Where ε stands; inside the root in Keras and the lecture.</param>
    /// <param name="convention">What the velocity remembers; null for the network's conventions, Keras' or PyTorch's, which stands for the lecture's too.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">The momentum is to be the lecture's, which has none for RMSprop.</exception>
    public RMSprop(
        float? learningRate = null,
        double? smoothing = null,
        double? epsilon = null,
        float weightDecay = 0f,
        double momentum = 0,
        bool centered = false,
        EpsilonPlacement? epsilonPlacement = null,
        MomentumConvention? convention = null)
        : base(learningRate, 0.01f, weightDecay)
    {
        _smoothing = OptimizerOptions.Share(smoothing);
        _epsilon = OptimizerOptions.NotNegative(epsilon);
        _momentum = OptimizerOptions.NotNegative(momentum);
        _hasMomentum = momentum > 0;
        _centered = centered;
        _placement = epsilonPlacement;
        _convention = convention != MomentumConvention.Lecture
            ? convention
            : throw new ArgumentException("The lecture has no RMSprop with momentum; choose PyTorch's or Keras'.", nameof(convention));
        SlotNames = (_hasMomentum, centered) switch
        {
            (false, false) => ["square_avg"],
            (true, false) => ["square_avg", "momentum_buffer"],
            (false, true) => ["square_avg", "grad_avg"],
            (true, true) => ["square_avg", "grad_avg", "momentum_buffer"],
        };
    }

    /// <summary>The share of the running square that is kept; null until a network's conventions settle it.</summary>
    public double? Smoothing => _smoothing;

    /// <summary>ε; null until a network's conventions settle it.</summary>
    public double? Epsilon => _epsilon;

    /// <summary>Whether the running mean is subtracted.</summary>
    public bool Centered => _centered;

    /// <summary>Where ε stands; null until a network's conventions settle it.</summary>
    public EpsilonPlacement? Placement => _placement;

    /// <summary>Whose momentum; null until a network's conventions settle it.</summary>
    public MomentumConvention? Convention => _convention;

    /// <inheritdoc/>
    public override double? Momentum
    {
        get => _hasMomentum ? _momentum : null;
        set
        {
            if (!_hasMomentum)
            {
                base.Momentum = value;
            }

            _momentum = OptimizerOptions.NotNegative(value ?? throw new ArgumentNullException(nameof(value)));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames { get; }

    /// <inheritdoc/>
    protected override void Settle(Conventions conventions)
    {
        if (conventions == Conventions.Keras)
        {
            SettleLearningRate(0.001f);
        }

        _smoothing ??= conventions == Conventions.Keras ? 0.9 : 0.99;
        _epsilon ??= conventions == Conventions.Keras ? 1e-7 : 1e-8;
        _placement ??= conventions == Conventions.PyTorch ? EpsilonPlacement.OutsideRoot : EpsilonPlacement.InsideRoot;
        _convention ??= conventions == Conventions.Keras ? MomentumConvention.Keras : MomentumConvention.PyTorch;
    }

    internal override bool UpdatesRunsAtOnce => true;

    /// <inheritdoc/>
    public override void Update(in ParameterUpdate update)
    {
        Adopt(Conventions.PyTorch);
        // Where the velocity has η, as Keras', a later η does not change what it remembers.
        var (take, size) = _hasMomentum && _convention == MomentumConvention.Keras ? (update.LearningRate, 1f) : (1f, update.LearningRate);
        var rule = new Rule(
            update.WeightDecay, take, size, _smoothing!.Value, _epsilon!.Value, (float)_momentum, _centered, _hasMomentum, _placement!.Value);
        UpdateKernel.Run(update, SlotNames.Count, rule);
    }

    private readonly struct Rule(
        float weightDecay,
        float takeDirection,
        float size,
        double smoothing,
        double epsilon,
        float momentum,
        bool centered,
        bool hasMomentum,
        EpsilonPlacement placement)
        : IUpdateRule
    {
        public void Start<TSimd, TVector, TWalk>(in TWalk walk)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            where TWalk : struct, IUpdateWalk
            => walk.Run<TSimd, TVector, Lanes<TSimd, TVector>>(
                new(weightDecay, takeDirection, size, smoothing, epsilon, momentum, centered, hasMomentum, placement));

        private readonly struct Lanes<TSimd, TVector>(
            float weightDecay,
            float takeDirection,
            float size,
            double smoothing,
            double epsilon,
            float momentum,
            bool centered,
            bool hasMomentum,
            EpsilonPlacement placement)
            : IVectorRule<TVector>
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            private readonly TVector _weightDecay = TSimd.Broadcast(weightDecay);
            private readonly TVector _takeDirection = TSimd.Broadcast(takeDirection);
            private readonly TVector _size = TSimd.Broadcast(size);
            private readonly TVector _keep = TSimd.Broadcast((float)smoothing);
            private readonly TVector _take = TSimd.Broadcast((float)(1 - smoothing));
            private readonly TVector _epsilon = TSimd.Broadcast((float)epsilon);
            private readonly TVector _floor = TSimd.Broadcast(Subnormals.Floor(epsilon, placement));
            private readonly TVector _momentum = TSimd.Broadcast(momentum);
            private readonly TVector _velocityFloor = TSimd.Broadcast(Subnormals.SmallestNormal);
            private readonly bool _isInsideRoot = placement == EpsilonPlacement.InsideRoot;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public void Apply(TVector gradient, ref TVector value, ref TVector square, ref TVector slot1, ref TVector slot2)
            {
                gradient = TSimd.MultiplyAdd(_weightDecay, value, gradient);
                var taken = TSimd.Multiply(_take, gradient);
                square = TSimd.MultiplyAdd(_keep, square, TSimd.Multiply(taken, gradient));
                square = Subnormals.Drop<TSimd, TVector>(square, _floor);
                var spread = square;
                if (centered)
                {
                    slot1 = Subnormals.Drop<TSimd, TVector>(TSimd.MultiplyAdd(_keep, slot1, taken), _floor);
                    spread = TSimd.Max(TSimd.Zero, TSimd.MultiplySubtractFrom(slot1, slot1, square));
                }

                var denominator = _isInsideRoot ? TSimd.Sqrt(TSimd.Add(spread, _epsilon)) : TSimd.Add(TSimd.Sqrt(spread), _epsilon);
                var direction = TSimd.Divide(gradient, denominator);
                if (hasMomentum)
                {
                    direction = TSimd.Multiply(_takeDirection, direction);
                    var velocity = TSimd.MultiplyAdd(_momentum, centered ? slot2 : slot1, direction);
                    direction = Subnormals.Drop<TSimd, TVector>(velocity, _velocityFloor);
                    if (centered)
                    {
                        slot2 = direction;
                    }
                    else
                    {
                        slot1 = direction;
                    }
                }

                value = TSimd.MultiplySubtractFrom(_size, direction, value);
            }
        }
    }
}
