using Interop.Native.Kernels;

namespace Interop.Native.Optimizers;

/// <summary>
/// Adam. <c>g += λ w</c>, <c>m = β₁ m + (1 − β₁) g</c>, <c>s = β₂ s + (1 − β₂) g²</c>, <c>m̂ = m / (1 − β₁ᵗ)</c>, <c>ŝ = s / (1 − β₂ᵗ)</c>,
/// <c>w −= η m̂ / (√ŝ + ε)</c>; AMSGrad puts the largest s so far in the place of s. D1's slide: <c>m̂ = m / (1 − β₁)</c>, <c>ŝ = s / (1 − β₂)</c>,
/// <c>w −= η m̂ / √(ŝ + ε)</c>: <see cref="BiasCorrection.Constant"/> and <see cref="EpsilonPlacement.InsideRoot"/>.
/// Source: D0, D1; Kingma and Ba 2015; Reddi, Kale and Kumar 2018 for AMSGrad.
/// </summary>
public sealed class Adam : Optimizer
{
    private readonly double _beta2;
    private readonly double _epsilon;
    private readonly bool _amsgrad;
    private readonly EpsilonPlacement _placement;
    private readonly BiasCorrection _correction;
    private double _beta1;

    /// <summary>Makes the optimizer; the defaults are PyTorch's.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁, the decay of the mean.</param>
    /// <param name="beta2">β₂, the decay of the mean square.</param>
    /// <param name="epsilon">ε; Keras' is 1e-7.</param>
    /// <param name="weightDecay">λ, PyTorch's L2 penalty, added to the gradient.</param>
    /// <param name="amsgrad">Whether the mean square may only grow.</param>
    /// <param name="epsilonPlacement">Where ε stands.</param>
    /// <param name="biasCorrection">What the averages are divided by.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public Adam(
        float learningRate = 1e-3f,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        float weightDecay = 0f,
        bool amsgrad = false,
        EpsilonPlacement epsilonPlacement = EpsilonPlacement.OutsideRoot,
        BiasCorrection biasCorrection = BiasCorrection.PerStep)
        : base(learningRate, weightDecay)
    {
        _beta1 = OptimizerOptions.Share(beta1);
        _beta2 = OptimizerOptions.Share(beta2);
        _epsilon = OptimizerOptions.NotNegative(epsilon);
        _amsgrad = amsgrad;
        _placement = epsilonPlacement;
        _correction = biasCorrection;
        SlotNames = amsgrad ? ["exp_avg", "exp_avg_sq", "max_exp_avg_sq"] : ["exp_avg", "exp_avg_sq"];
    }

    /// <inheritdoc/>
    public override double? Momentum
    {
        get => _beta1;
        set => _beta1 = OptimizerOptions.Share(value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames { get; }

    /// <inheritdoc/>
    public override void Update(in ParameterUpdate update)
    {
        var rule = new AdamRule(update, _beta1, _beta2, _epsilon, _amsgrad, decoupled: false, _placement, _correction);
        UpdateKernel.Run(update, SlotNames.Count, rule);
    }
}
