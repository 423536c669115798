using Interop.Native.Kernels.Losses;

namespace Interop.Native.Losses;

/// <summary>
/// Logarithm of the hyperbolic cosine of the error: <c>log cosh(a − y)</c>, mean over all elements; about ½ d² near the target and
/// |d| − log 2 far from it, derivative <c>tanh(a − y)</c>. Predictions a and targets y: [N, …], same shape. Keras' <c>log_cosh</c>.
/// </summary>
public sealed class LogCosh : ElementwiseLoss
{
    /// <inheritdoc/>
    protected override void EvaluateItems(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient) =>
        PointwiseLoss.Run(inputs.Predictions, inputs.Targets, losses, gradient, default(LogHyperbolicCosineLoss));
}
