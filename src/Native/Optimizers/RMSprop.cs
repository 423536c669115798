using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Optimizers;

/// <summary>
/// RMSprop. <c>g += λ w</c>, <c>s = ρ s + (1 − ρ) g²</c>, <c>w −= η g / (√s + ε)</c>; D1's slide, and Keras, have ε inside the root:
/// <c>w −= η g / √(s + ε)</c>. Centered: <c>ḡ = ρ ḡ + (1 − ρ) g</c> and <c>s − ḡ²</c> in the place of s. With momentum:
/// <c>v = μ v + g / (√s + ε)</c>, <c>w −= η v</c>. Source: D0, D1; Hinton 2012, lecture 6e.
/// </summary>
/// <remarks>Rounding may make <c>s − ḡ²</c> negative where gradients hardly change: it then counts as 0, where PyTorch's root gives NaN.</remarks>
public sealed class RMSprop : Optimizer
{
    private readonly double _smoothing;
    private readonly double _epsilon;
    private readonly bool _centered;
    private readonly EpsilonPlacement _placement;
    private readonly bool _hasMomentum;
    private double _momentum;

    /// <summary>Makes the optimizer; the defaults are PyTorch's.</summary>
    /// <param name="learningRate">η; Keras' is 0.001.</param>
    /// <param name="smoothing">ρ, PyTorch's <c>alpha</c>; Keras' is 0.9.</param>
    /// <param name="epsilon">ε; Keras' is 1e-7.</param>
    /// <param name="weightDecay">λ, PyTorch's L2 penalty, added to the gradient.</param>
    /// <param name="momentum">μ, 0 for none.</param>
    /// <param name="centered">Whether the gradient's variance takes the place of its mean square.</param>
    /// <param name="epsilonPlacement">Where ε stands.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public RMSprop(
        float learningRate = 0.01f,
        double smoothing = 0.99,
        double epsilon = 1e-8,
        float weightDecay = 0f,
        double momentum = 0,
        bool centered = false,
        EpsilonPlacement epsilonPlacement = EpsilonPlacement.OutsideRoot)
        : base(learningRate, weightDecay)
    {
        _smoothing = OptimizerOptions.Share(smoothing);
        _epsilon = OptimizerOptions.NotNegative(epsilon);
        _momentum = OptimizerOptions.NotNegative(momentum);
        _hasMomentum = momentum > 0;
        _centered = centered;
        _placement = epsilonPlacement;
        SlotNames = (_hasMomentum, centered) switch
        {
            (false, false) => ["square_avg"],
            (true, false) => ["square_avg", "momentum_buffer"],
            (false, true) => ["square_avg", "grad_avg"],
            (true, true) => ["square_avg", "grad_avg", "momentum_buffer"],
        };
    }

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
    public override void Update(in ParameterUpdate update)
    {
        var rule = new Rule(update, _smoothing, _epsilon, (float)_momentum, _centered, _hasMomentum, _placement);
        UpdateKernel.Run(update, SlotNames.Count, rule);
    }

    private readonly struct Rule(
        in ParameterUpdate update, double smoothing, double epsilon, float momentum, bool centered, bool hasMomentum, EpsilonPlacement placement)
        : IUpdateRule
    {
        private readonly float _rate = update.LearningRate;
        private readonly float _weightDecay = update.WeightDecay;
        private readonly float _keep = (float)smoothing;
        private readonly float _take = (float)(1 - smoothing);
        private readonly float _epsilon = (float)epsilon;
        private readonly float _floor = Subnormals.Floor(epsilon, placement);
        private readonly float _momentum = momentum;
        private readonly bool _centered = centered;
        private readonly bool _hasMomentum = hasMomentum;
        private readonly bool _isInsideRoot = placement == EpsilonPlacement.InsideRoot;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TSimd, TVector>(TVector gradient, ref TVector value, ref TVector square, ref TVector slot1, ref TVector slot2)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            gradient = TSimd.MultiplyAdd(TSimd.Broadcast(_weightDecay), value, gradient);
            var taken = TSimd.Multiply(TSimd.Broadcast(_take), gradient);
            square = TSimd.MultiplyAdd(TSimd.Broadcast(_keep), square, TSimd.Multiply(taken, gradient));
            square = Subnormals.Drop<TSimd, TVector>(square, _floor);
            var spread = square;
            if (_centered)
            {
                slot1 = Subnormals.Drop<TSimd, TVector>(TSimd.MultiplyAdd(TSimd.Broadcast(_keep), slot1, taken), _floor);
                spread = TSimd.Max(TSimd.Zero, TSimd.MultiplySubtractFrom(slot1, slot1, square));
            }

            var epsilon = TSimd.Broadcast(_epsilon);
            var denominator = _isInsideRoot ? TSimd.Sqrt(TSimd.Add(spread, epsilon)) : TSimd.Add(TSimd.Sqrt(spread), epsilon);
            var direction = TSimd.Divide(gradient, denominator);
            if (_hasMomentum)
            {
                var velocity = TSimd.MultiplyAdd(TSimd.Broadcast(_momentum), _centered ? slot2 : slot1, direction);
                direction = Subnormals.Drop<TSimd, TVector>(velocity, Subnormals.SmallestNormal);
                if (_centered)
                {
                    slot2 = direction;
                }
                else
                {
                    slot1 = direction;
                }
            }

            value = TSimd.MultiplySubtractFrom(TSimd.Broadcast(_rate), direction, value);
        }
    }
}
