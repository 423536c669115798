using Interop.Native.Kernels.Losses;

namespace Interop.Native.Losses;

/// <summary>
/// Mean squared error. Default, PyTorch's and Keras': <c>L = 1/(N·D) Σ (yᵢⱼ − aᵢⱼ)²</c>. D1's <c>1/(2N) Σᵢ ‖yᵢ − aᵢ‖²</c> is
/// <see cref="Lecture"/>: <see cref="Reduction.BatchMean"/> with <see cref="Factor"/> ½. Predictions a and targets y: [N, …], same shape.
/// Source: D0, D1.
/// </summary>
public sealed class MeanSquaredError : ElementwiseLoss
{
    private float? _factor;

    /// <summary>D1's formula, <c>1/(2N) Σᵢ ‖yᵢ − aᵢ‖²</c>.</summary>
    public static MeanSquaredError Lecture => new() { Reduction = Reduction.BatchMean, Factor = 0.5f };

    /// <summary>A factor on every item: 1 by default, ½ for D1's formula.</summary>
    public float Factor
    {
        get => _factor ?? 1f;
        init => _factor = value;
    }

    /// <summary><see cref="Factor"/> where it was given; null where the network's conventions decide.</summary>
    internal float? GivenFactor
    {
        get => _factor;
        set => _factor = value;
    }

    private protected override void Adopt(LossConvention convention)
    {
        if (convention == LossConvention.Lecture)
        {
            AdoptReduction(Reduction.BatchMean);
            _factor ??= 0.5f;
        }
    }

    /// <inheritdoc/>
    protected override void EvaluateItems(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient) =>
        PointwiseLoss.Run(inputs.Predictions, inputs.Targets, losses, gradient, new SquaredErrorLoss(Factor));
}
