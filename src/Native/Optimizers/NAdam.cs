using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;
using Interop.Native.Networks;

namespace Interop.Native.Optimizers;

/// <summary>
/// NAdam, Adam with Nesterov's look-ahead. <c>g += λ w</c>, <c>μₜ = β₁ (1 − ½·0.96^(t ψ))</c>, <c>Π = μ₁ ⋯ μₜ</c>,
/// <c>m = β₁ m + (1 − β₁) g</c>, <c>s = β₂ s + (1 − β₂) g²</c>, <c>m̂ = μₜ₊₁ m / (1 − Π μₜ₊₁) + (1 − μₜ) g / (1 − Π)</c>,
/// <c>w −= η m̂ / (√(s / (1 − β₂ᵗ)) + ε)</c>. Source: Dozat 2016; PyTorch's NAdam.
/// </summary>
/// <remarks>PyTorch 1.13 multiplied by μₜ once too often in the denominator <c>1 − Π μₜ₊₁</c>; this is the formula of the paper and of later versions.</remarks>
public sealed class NAdam : Optimizer
{
    private readonly double _beta2;
    private double? _epsilon;
    private double? _momentumDecay;
    private double _beta1;

    /// <summary>Makes the optimizer. What is null is settled by the network's conventions, PyTorch's unless set.</summary>
    /// <param name="learningRate">η; PyTorch's is 0.002, Keras' 0.001.</param>
    /// <param name="beta1">β₁, the decay of the mean.</param>
    /// <param name="beta2">β₂, the decay of the mean square.</param>
    /// <param name="epsilon">ε, outside the root; PyTorch's is 1e-8, Keras' 1e-7.</param>
    /// <param name="weightDecay">λ, PyTorch's L2 penalty, added to the gradient.</param>
    /// <param name="momentumDecay">ψ, how fast the look-ahead's share grows; PyTorch's is 0.004, Keras' 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public NAdam(
        float? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double? epsilon = null, float weightDecay = 0f, double? momentumDecay = null)
        : base(learningRate, 2e-3f, weightDecay)
    {
        _beta1 = OptimizerOptions.Share(beta1);
        _beta2 = OptimizerOptions.Share(beta2);
        _epsilon = OptimizerOptions.NotNegative(epsilon);
        _momentumDecay = OptimizerOptions.NotNegative(momentumDecay);
    }

    /// <summary>β₁, the share of the running mean that is kept.</summary>
    public double Beta1 => _beta1;

    /// <summary>β₂, the share of the running square that is kept.</summary>
    public double Beta2 => _beta2;

    /// <summary>ε; null until a network's conventions settle it.</summary>
    public double? Epsilon => _epsilon;

    /// <summary>How the momentum grows; null until a network's conventions settle it.</summary>
    public double? MomentumDecay => _momentumDecay;

    /// <inheritdoc/>
    public override double? Momentum
    {
        get => _beta1;
        set => _beta1 = OptimizerOptions.Share(value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames { get; } = ["exp_avg", "exp_avg_sq"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> ScalarNames { get; } = ["mu_product"];

    /// <inheritdoc/>
    public override double InitialScalar(int scalar) => 1;

    /// <inheritdoc/>
    public override void Advance(Span<double> scalars, long step)
    {
        Adopt(Conventions.PyTorch);
        scalars[0] *= Mu(step);
    }

    /// <inheritdoc/>
    protected override void Settle(Conventions conventions)
    {
        if (conventions == Conventions.Keras)
        {
            SettleLearningRate(0.001f);
        }

        _epsilon ??= conventions == Conventions.Keras ? 1e-7 : 1e-8;
        _momentumDecay ??= conventions == Conventions.Keras ? 1 : 4e-3;
    }

    internal override bool UpdatesRunsAtOnce => true;

    /// <inheritdoc/>
    public override void Update(in ParameterUpdate update)
    {
        var product = update.Scalars[0];
        var next = Mu(update.Step + 1);
        var meanStep = update.LearningRate * next / (1 - (product * next));
        var gradientStep = update.LearningRate * (1 - Mu(update.Step)) / (1 - product);
        var rootFactor = 1 / Math.Sqrt(1 - Math.Pow(_beta2, update.Step));
        UpdateKernel.Run(update, 2, new Rule(update.WeightDecay, _beta1, _beta2, _epsilon!.Value, meanStep, gradientStep, rootFactor));
    }

    private double Mu(long step) => _beta1 * (1 - (0.5 * Math.Pow(0.96, step * _momentumDecay!.Value)));

    private readonly struct Rule(
        float weightDecay, double beta1, double beta2, double epsilon, double meanStep, double gradientStep, double rootFactor) : IUpdateRule
    {
        public void Start<TSimd, TVector, TWalk>(in TWalk walk)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            where TWalk : struct, IUpdateWalk
            => walk.Run<TSimd, TVector, Lanes<TSimd, TVector>>(new(weightDecay, beta1, beta2, epsilon, meanStep, gradientStep, rootFactor));

        private readonly struct Lanes<TSimd, TVector>(
            float weightDecay, double beta1, double beta2, double epsilon, double meanStep, double gradientStep, double rootFactor) : IVectorRule<TVector>
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            private readonly TVector _weightDecay = TSimd.Broadcast(weightDecay);
            private readonly TVector _keepMean = TSimd.Broadcast((float)beta1);
            private readonly TVector _takeMean = TSimd.Broadcast((float)(1 - beta1));
            private readonly TVector _keepSquare = TSimd.Broadcast((float)beta2);
            private readonly TVector _takeSquare = TSimd.Broadcast((float)(1 - beta2));
            private readonly TVector _epsilon = TSimd.Broadcast((float)epsilon);
            private readonly TVector _floor = TSimd.Broadcast(Subnormals.Floor(epsilon, EpsilonPlacement.OutsideRoot));
            private readonly TVector _meanStep = TSimd.Broadcast((float)meanStep);
            private readonly TVector _gradientStep = TSimd.Broadcast((float)gradientStep);
            private readonly TVector _rootFactor = TSimd.Broadcast((float)rootFactor);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public void Apply(TVector gradient, ref TVector value, ref TVector mean, ref TVector square, ref TVector slot2)
            {
                gradient = TSimd.MultiplyAdd(_weightDecay, value, gradient);
                mean = TSimd.MultiplyAdd(_keepMean, mean, TSimd.Multiply(_takeMean, gradient));
                mean = Subnormals.Drop<TSimd, TVector>(mean, _floor);
                var taken = TSimd.Multiply(TSimd.Multiply(_takeSquare, gradient), gradient);
                square = TSimd.MultiplyAdd(_keepSquare, square, taken);
                square = Subnormals.Drop<TSimd, TVector>(square, _floor);
                var denominator = TSimd.MultiplyAdd(_rootFactor, TSimd.Sqrt(square), _epsilon);
                var direction = TSimd.MultiplyAdd(_meanStep, mean, TSimd.Multiply(_gradientStep, gradient));
                value = TSimd.Subtract(value, TSimd.Divide(direction, denominator));
            }
        }
    }
}
