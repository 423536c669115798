using Interop.Native.Kernels;
using Interop.Native.Networks;

namespace Interop.Native.Optimizers;

/// <summary>
/// Adam. <c>g += λ w</c>, <c>m = β₁ m + (1 − β₁) g</c>, <c>s = β₂ s + (1 − β₂) g²</c>, <c>m̂ = m / (1 − β₁ᵗ)</c>, <c>ŝ = s / (1 − β₂ᵗ)</c>,
/// <c>w −= η m̂ / (√ŝ + ε)</c>; AMSGrad puts the largest s so far in the place of s. D1's slide: <c>m̂ = m / (1 − β₁)</c>, <c>ŝ = s / (1 − β₂)</c>,
/// <c>w −= η m̂ / √(ŝ + ε)</c>: <see cref="BiasCorrection.Constant"/> and <see cref="EpsilonPlacement.InsideRoot"/>.
/// Keras: <c>w −= η √(1 − β₂ᵗ)/(1 − β₁ᵗ) · m / (√s + ε)</c>: <see cref="EpsilonPlacement.BeforeBiasCorrection"/>.
/// Source: D0, D1; Kingma and Ba 2015; Reddi, Kale and Kumar 2018 for AMSGrad.
/// </summary>
public sealed class Adam : Optimizer
{
    private readonly double _beta2;
    private readonly bool _amsgrad;
    private double? _epsilon;
    private EpsilonPlacement? _placement;
    private BiasCorrection? _correction;
    private double _beta1;

    /// <summary>Makes the optimizer. What is null is settled by the network's conventions, PyTorch's unless set.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁, the decay of the mean.</param>
    /// <param name="beta2">β₂, the decay of the mean square.</param>
    /// <param name="epsilon">ε; PyTorch's is 1e-8, Keras' 1e-7.</param>
    /// <param name="weightDecay">λ, PyTorch's L2 penalty, added to the gradient.</param>
    /// <param name="amsgrad">Whether the mean square may only grow.</param>
    /// <param name="epsilonPlacement">Where ε stands; inside the root in the lecture, beside the uncorrected root in Keras.</param>
    /// <param name="biasCorrection">What the averages are divided by; the constant in the lecture.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public Adam(
        float learningRate = 1e-3f,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double? epsilon = null,
        float weightDecay = 0f,
        bool amsgrad = false,
        EpsilonPlacement? epsilonPlacement = null,
        BiasCorrection? biasCorrection = null)
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

    /// <summary>β₁, the share of the running mean that is kept.</summary>
    public double Beta1 => _beta1;

    /// <summary>β₂, the share of the running square that is kept.</summary>
    public double Beta2 => _beta2;

    /// <summary>ε; null until a network's conventions settle it.</summary>
    public double? Epsilon => _epsilon;

    /// <summary>Whether the largest running square is used.</summary>
    public bool Amsgrad => _amsgrad;

    /// <summary>Where ε stands; null until a network's conventions settle it.</summary>
    public EpsilonPlacement? Placement => _placement;

    /// <summary>How the means are corrected; null until a network's conventions settle it.</summary>
    public BiasCorrection? Correction => _correction;

    /// <inheritdoc/>
    public override double? Momentum
    {
        get => _beta1;
        set => _beta1 = OptimizerOptions.Share(value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames { get; }

    /// <inheritdoc/>
    protected override void Settle(Conventions conventions)
    {
        _epsilon ??= conventions == Conventions.Keras ? 1e-7 : 1e-8;
        _placement ??= conventions == Conventions.Lecture ? EpsilonPlacement.InsideRoot
            : conventions == Conventions.Keras ? EpsilonPlacement.BeforeBiasCorrection
            : EpsilonPlacement.OutsideRoot;
        _correction ??= conventions == Conventions.Lecture ? BiasCorrection.Constant : BiasCorrection.PerStep;
    }

    internal override bool UpdatesRunsAtOnce => true;

    /// <inheritdoc/>
    public override void Update(in ParameterUpdate update)
    {
        Adopt(Conventions.PyTorch);
        var rule = new AdamRule(update, _beta1, _beta2, _epsilon!.Value, _amsgrad, decoupled: false, _placement!.Value, _correction!.Value);
        UpdateKernel.Run(update, SlotNames.Count, rule);
    }
}
