using Interop.Native.Kernels;
using Interop.Native.Networks;

namespace Interop.Native.Optimizers;

/// <summary>
/// Adam with decoupled weight decay: <c>w ·= 1 − η λ</c>, then <see cref="Adam"/>'s update by the gradient alone, so that the decay is not
/// divided by the gradients' size. Source: D1, D4 on why L2 and weight decay differ under Adam; Loshchilov and Hutter 2019.
/// </summary>
public sealed class AdamW : Optimizer
{
    private readonly double _beta2;
    private readonly bool _amsgrad;
    private readonly bool _isDecayOpen;
    private double? _epsilon;
    private EpsilonPlacement? _placement;
    private double _beta1;

    /// <summary>Makes the optimizer. What is null is settled by the network's conventions, PyTorch's unless set.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁, the decay of the mean.</param>
    /// <param name="beta2">β₂, the decay of the mean square.</param>
    /// <param name="epsilon">ε; PyTorch's is 1e-8, Keras' 1e-7.</param>
    /// <param name="weightDecay">λ; PyTorch's is 0.01, Keras' 0.004, TorchSharp's 0.</param>
    /// <param name="amsgrad">Whether the mean square may only grow.</param>
    /// <param name="epsilonPlacement">Where ε stands; beside the uncorrected root in Keras.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public AdamW(
        float learningRate = 1e-3f,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double? epsilon = null,
        float? weightDecay = null,
        bool amsgrad = false,
        EpsilonPlacement? epsilonPlacement = null)
        : base(learningRate, weightDecay ?? 0.01f)
    {
        _beta1 = OptimizerOptions.Share(beta1);
        _beta2 = OptimizerOptions.Share(beta2);
        _epsilon = OptimizerOptions.NotNegative(epsilon);
        _amsgrad = amsgrad;
        _placement = epsilonPlacement;
        _isDecayOpen = weightDecay is null;
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
        _placement ??= conventions == Conventions.Keras ? EpsilonPlacement.BeforeBiasCorrection : EpsilonPlacement.OutsideRoot;
        if (conventions == Conventions.Keras && _isDecayOpen)
        {
            WeightDecay = 0.004f;
        }
    }

    internal override bool UpdatesRunsAtOnce => true;

    /// <inheritdoc/>
    public override void Update(in ParameterUpdate update)
    {
        Adopt(Conventions.PyTorch);
        var rule = new AdamRule(
            update, _beta1, _beta2, _epsilon!.Value, _amsgrad, decoupled: true, _placement!.Value, BiasCorrection.PerStep);
        UpdateKernel.Run(update, SlotNames.Count, rule);
    }
}
