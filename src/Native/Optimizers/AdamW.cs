using Interop.Native.Kernels;

namespace Interop.Native.Optimizers;

/// <summary>
/// Adam with decoupled weight decay: <c>w ·= 1 − η λ</c>, then <see cref="Adam"/>'s update by the gradient alone, so that the decay is not
/// divided by the gradients' size. Source: D1, D4 on why L2 and weight decay differ under Adam; Loshchilov and Hutter 2019.
/// </summary>
public sealed class AdamW : Optimizer
{
    private readonly double _beta2;
    private readonly double _epsilon;
    private readonly bool _amsgrad;
    private double _beta1;

    /// <summary>Makes the optimizer; the defaults are PyTorch's.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁, the decay of the mean.</param>
    /// <param name="beta2">β₂, the decay of the mean square.</param>
    /// <param name="epsilon">ε, outside the root.</param>
    /// <param name="weightDecay">λ; TorchSharp's default is 0, Keras' 0.004.</param>
    /// <param name="amsgrad">Whether the mean square may only grow.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public AdamW(
        float learningRate = 1e-3f,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        float weightDecay = 0.01f,
        bool amsgrad = false)
        : base(learningRate, weightDecay)
    {
        _beta1 = OptimizerOptions.Share(beta1);
        _beta2 = OptimizerOptions.Share(beta2);
        _epsilon = OptimizerOptions.NotNegative(epsilon);
        _amsgrad = amsgrad;
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
        var rule = new AdamRule(
            update, _beta1, _beta2, _epsilon, _amsgrad, decoupled: true, EpsilonPlacement.OutsideRoot, BiasCorrection.PerStep);
        UpdateKernel.Run(update, SlotNames.Count, rule);
    }
}
