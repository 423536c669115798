using System.Runtime.CompilerServices;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Optimizers;

/// <summary>
/// RAdam, Adam that waits for its mean square to be worth something. <c>g += λ w</c>, <c>m = β₁ m + (1 − β₁) g</c>,
/// <c>s = β₂ s + (1 − β₂) g²</c>, <c>m̂ = m / (1 − β₁ᵗ)</c>, <c>ρ∞ = 2/(1 − β₂) − 1</c>, <c>ρ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)</c>. While ρ ≤ 5:
/// <c>w −= η m̂</c>. Then <c>r = √((ρ−4)(ρ−2)ρ∞ / ((ρ∞−4)(ρ∞−2)ρ))</c> and <c>w −= η r m̂ √(1 − β₂ᵗ) / (√s + ε)</c>.
/// Source: Liu et al. 2020; PyTorch's RAdam.
/// </summary>
public sealed class RAdam : Optimizer
{
    private readonly double _beta2;
    private readonly double _epsilon;
    private double _beta1;

    /// <summary>Makes the optimizer; the defaults are PyTorch's.</summary>
    /// <param name="learningRate">η; TorchSharp's default is 0.002.</param>
    /// <param name="beta1">β₁, the decay of the mean.</param>
    /// <param name="beta2">β₂, the decay of the mean square.</param>
    /// <param name="epsilon">ε, outside the root.</param>
    /// <param name="weightDecay">λ, PyTorch's L2 penalty, added to the gradient.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public RAdam(float learningRate = 1e-3f, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, float weightDecay = 0f)
        : base(learningRate, weightDecay)
    {
        _beta1 = OptimizerOptions.Share(beta1);
        _beta2 = OptimizerOptions.Share(beta2);
        _epsilon = OptimizerOptions.NotNegative(epsilon);
    }

    /// <summary>β₁, the share of the running mean that is kept.</summary>
    public double Beta1 => _beta1;

    /// <summary>β₂, the share of the running square that is kept.</summary>
    public double Beta2 => _beta2;

    /// <summary>ε.</summary>
    public double Epsilon => _epsilon;

    /// <inheritdoc/>
    public override double? Momentum
    {
        get => _beta1;
        set => _beta1 = OptimizerOptions.Share(value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames { get; } = ["exp_avg", "exp_avg_sq"];

    internal override bool UpdatesRunsAtOnce => true;

    /// <inheritdoc/>
    public override void Update(in ParameterUpdate update)
    {
        var power = Math.Pow(_beta2, update.Step);
        var longest = (2 / (1 - _beta2)) - 1;
        var length = longest - (2 * update.Step * power / (1 - power));
        var stepSize = update.LearningRate / (1 - Math.Pow(_beta1, update.Step));
        var isRectified = length > 5;
        if (isRectified)
        {
            var rectification = Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
            stepSize *= rectification * Math.Sqrt(1 - power);
        }

        UpdateKernel.Run(update, 2, new Rule(update.WeightDecay, _beta1, _beta2, _epsilon, (float)stepSize, isRectified));
    }

    private readonly struct Rule(float weightDecay, double beta1, double beta2, double epsilon, float stepSize, bool isRectified) : IUpdateRule
    {
        public void Start<TSimd, TVector, TWalk>(in TWalk walk)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
            where TWalk : struct, IUpdateWalk
            => walk.Run<TSimd, TVector, Lanes<TSimd, TVector>>(new(weightDecay, beta1, beta2, epsilon, stepSize, isRectified));

        private readonly struct Lanes<TSimd, TVector>(float weightDecay, double beta1, double beta2, double epsilon, float stepSize, bool isRectified)
            : IVectorRule<TVector>
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
            private readonly TVector _stepSize = TSimd.Broadcast(stepSize);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public void Apply(TVector gradient, ref TVector value, ref TVector mean, ref TVector square, ref TVector slot2)
            {
                gradient = TSimd.MultiplyAdd(_weightDecay, value, gradient);
                mean = TSimd.MultiplyAdd(_keepMean, mean, TSimd.Multiply(_takeMean, gradient));
                mean = Subnormals.Drop<TSimd, TVector>(mean, _floor);
                var taken = TSimd.Multiply(TSimd.Multiply(_takeSquare, gradient), gradient);
                square = TSimd.MultiplyAdd(_keepSquare, square, taken);
                square = Subnormals.Drop<TSimd, TVector>(square, _floor);
                var direction = isRectified ? TSimd.Divide(mean, TSimd.Add(TSimd.Sqrt(square), _epsilon)) : mean;
                value = TSimd.MultiplySubtractFrom(_stepSize, direction, value);
            }
        }
    }
}
