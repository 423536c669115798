using Interop.Native.Kernels;
using Interop.Native.Kernels.Losses;
using Interop.Native.Tensors;

namespace Interop.Native.Losses;

/// <summary>
/// Negative log-likelihood of counts y under a Poisson distribution, without the term log y! that does not depend on the prediction.
/// By default, as PyTorch's PoissonNLLLoss, the prediction is the logarithm x of the rate: <c>e^x − y x</c>. As the rate a itself:
/// <c>a − y log(a + ε)</c>, also Keras' (ε 1e-7). Mean over all elements. Predictions and targets: [N, …], same shape.
/// </summary>
/// <param name="fromLogRate">Whether predictions are logarithms of rates rather than rates.</param>
public sealed class Poisson(bool fromLogRate = true) : ElementwiseLoss
{
    /// <summary>Whether predictions are logarithms of rates.</summary>
    public bool FromLogRate => fromLogRate;

    /// <summary>ε, which keeps the logarithm of a rate of 0 finite: PyTorch's 1e-8 by default, Keras' is 1e-7.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <inheritdoc/>
    protected override TargetFault? FindFault(ReadOnlySpan<float> targets, Shape targetShape, Shape predictionShape) =>
        RangeCheck.FirstOutside(targets, 0, float.MaxValue) is >= 0 and var position ? new TargetFault(position, "counts of 0 or more") : null;

    /// <inheritdoc/>
    protected override void EvaluateItems(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient)
    {
        if (fromLogRate)
        {
            PointwiseLoss.Run(inputs.Predictions, inputs.Targets, losses, gradient, default(PoissonLogRateLoss));
        }
        else
        {
            PointwiseLoss.Run(inputs.Predictions, inputs.Targets, losses, gradient, new PoissonRateLoss(Epsilon));
        }
    }
}
