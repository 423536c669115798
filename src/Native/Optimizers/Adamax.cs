using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;
using Interop.Native.Networks;

namespace Interop.Native.Optimizers;

/// <summary>
/// Adamax, Adam with the largest gradient in the place of the mean square. <c>g += λ w</c>, <c>m = β₁ m + (1 − β₁) g</c>,
/// <c>u = max(β₂ u, |g| + ε)</c>, <c>w −= η / (1 − β₁ᵗ) · m / u</c>; Keras' ε
/// stands beside u instead: <see cref="AdamaxEpsilon.WithDivisor"/>. Source: Kingma and Ba 2015, section 7.1; PyTorch's Adamax.
/// </summary>
public sealed class Adamax : Optimizer
{
    private readonly double _beta2;
    private double? _epsilon;
    private AdamaxEpsilon? _placement;
    private double _beta1;

    /// <summary>Makes the optimizer. What is null is settled by the network's conventions, PyTorch's unless set.</summary>
    /// <param name="learningRate">η; PyTorch's is 0.002, Keras' 0.001.</param>
    /// <param name="beta1">β₁, the decay of the mean.</param>
    /// <param name="beta2">β₂, the decay of the largest gradient.</param>
    /// <param name="epsilon">ε; PyTorch's is 1e-8, Keras' 1e-7.</param>
    /// <param name="weightDecay">λ, PyTorch's L2 penalty, added to the gradient.</param>
    /// <param name="epsilonPlacement">Where ε stands; beside the divisor in Keras.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public Adamax(
        float? learningRate = null,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double? epsilon = null,
        float weightDecay = 0f,
        AdamaxEpsilon? epsilonPlacement = null)
        : base(learningRate, 2e-3f, weightDecay)
    {
        _beta1 = OptimizerOptions.Share(beta1);
        _beta2 = OptimizerOptions.Share(beta2);
        _epsilon = OptimizerOptions.NotNegative(epsilon);
        _placement = epsilonPlacement;
    }

    /// <summary>β₁, the share of the running mean that is kept.</summary>
    public double Beta1 => _beta1;

    /// <summary>β₂, the share of the running square that is kept.</summary>
    public double Beta2 => _beta2;

    /// <summary>ε; null until a network's conventions settle it.</summary>
    public double? Epsilon => _epsilon;

    /// <summary>Where ε stands; null until a network's conventions settle it.</summary>
    public AdamaxEpsilon? Placement => _placement;

    /// <inheritdoc/>
    public override double? Momentum
    {
        get => _beta1;
        set => _beta1 = OptimizerOptions.Share(value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames { get; } = ["exp_avg", "exp_inf"];

    /// <inheritdoc/>
    protected override void Settle(Conventions conventions)
    {
        if (conventions == Conventions.Keras)
        {
            SettleLearningRate(0.001f);
        }

        _epsilon ??= conventions == Conventions.Keras ? 1e-7 : 1e-8;
        _placement ??= conventions == Conventions.Keras ? AdamaxEpsilon.WithDivisor : AdamaxEpsilon.WithGradient;
    }

    internal override bool UpdatesRunsAtOnce => true;

    /// <inheritdoc/>
    public override void Update(in ParameterUpdate update)
    {
        Adopt(Conventions.PyTorch);
        var stepSize = (float)(update.LearningRate / (1 - Math.Pow(_beta1, update.Step)));
        var epsilon = _epsilon!.Value;
        var floor = Subnormals.Floor(epsilon, EpsilonPlacement.OutsideRoot);
        var (beside, below) = _placement == AdamaxEpsilon.WithDivisor ? (0f, (float)epsilon) : ((float)epsilon, 0f);
        var rule = new Rule(stepSize, update.WeightDecay, (float)_beta1, (float)(1 - _beta1), (float)_beta2, beside, below, floor);
        UpdateKernel.Run(update, 2, rule);
    }

    private readonly struct Rule(
        float stepSize, float weightDecay, float keep, float take, float keepLargest, float besideGradient, float besideDivisor, float floor) : IUpdateRule
    {
        public void Start<TSimd, TVector, TWalk>(in TWalk walk)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            where TWalk : struct, IUpdateWalk
            => walk.Run<TSimd, TVector, Lanes<TSimd, TVector>>(new(stepSize, weightDecay, keep, take, keepLargest, besideGradient, besideDivisor, floor));

        private readonly struct Lanes<TSimd, TVector>(
            float stepSize, float weightDecay, float keep, float take, float keepLargest, float besideGradient, float besideDivisor, float floor)
            : IVectorRule<TVector>
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            private readonly TVector _stepSize = TSimd.Broadcast(stepSize);
            private readonly TVector _weightDecay = TSimd.Broadcast(weightDecay);
            private readonly TVector _keep = TSimd.Broadcast(keep);
            private readonly TVector _take = TSimd.Broadcast(take);
            private readonly TVector _keepLargest = TSimd.Broadcast(keepLargest);
            private readonly TVector _besideGradient = TSimd.Broadcast(besideGradient);
            private readonly TVector _besideDivisor = TSimd.Broadcast(besideDivisor);
            private readonly TVector _floor = TSimd.Broadcast(floor);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public void Apply(TVector gradient, ref TVector value, ref TVector mean, ref TVector largest, ref TVector slot2)
            {
                gradient = TSimd.MultiplyAdd(_weightDecay, value, gradient);
                mean = TSimd.MultiplyAdd(_keep, mean, TSimd.Multiply(_take, gradient));
                mean = Subnormals.Drop<TSimd, TVector>(mean, _floor);
                var magnitude = TSimd.Add(TSimd.Abs(gradient), _besideGradient);
                largest = TSimd.Max(TSimd.Multiply(_keepLargest, largest), magnitude);
                var divisor = TSimd.Add(largest, _besideDivisor);
                value = TSimd.MultiplySubtractFrom(_stepSize, TSimd.Divide(mean, divisor), value);
            }
        }
    }
}
