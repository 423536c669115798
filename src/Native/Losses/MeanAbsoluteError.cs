using Interop.Native.Kernels.Losses;

namespace Interop.Native.Losses;

/// <summary>
/// Mean absolute error, PyTorch's L1Loss: <c>L = 1/(N·D) Σ |yᵢⱼ − aᵢⱼ|</c>; the derivative is the sign of a − y, 0 at 0. Predictions a and
/// targets y: [N, …], same shape. Source: D0.
/// </summary>
public sealed class MeanAbsoluteError : ElementwiseLoss
{
    /// <inheritdoc/>
    protected override void EvaluateItems(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient) =>
        PointwiseLoss.Run(inputs.Predictions, inputs.Targets, losses, gradient, default(AbsoluteErrorLoss));
}
