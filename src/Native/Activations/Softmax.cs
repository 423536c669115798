using Interop.Native.Kernels;

namespace Interop.Native.Activations;

/// <summary>
/// Softmax along an axis: <c>yᵢ = e^(xᵢ−max) / Σⱼ e^(xⱼ−max)</c>, so that no exponential overflows; <c>dxᵢ = yᵢ (dyᵢ − Σⱼ dyⱼ yⱼ)</c>.
/// Source: D0, D1.
/// </summary>
/// <param name="axis">The axis of the batch's public shape that sums to 1; -1, the last, by default.</param>
public sealed class Softmax(int axis = -1) : ActivationFunction
{
    /// <inheritdoc/>
    public override int Axis => axis;

    /// <inheritdoc/>
    public override bool IsElementwise => false;

    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<float> x, Span<float> y, AxisView view) =>
        SoftmaxKernel.Forward(x, y, view, logarithm: false);

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, AxisView view) =>
        SoftmaxKernel.Backward(y, outputGradient, inputGradient, view, logarithm: false);
}
