using Interop.Native.Kernels;

namespace Interop.Native.Activations;

/// <summary>
/// The logarithm of softmax along an axis: <c>yᵢ = (xᵢ − max) − ln Σⱼ e^(xⱼ−max)</c>, finite where softmax itself is 0;
/// <c>dxᵢ = dyᵢ − e^yᵢ Σⱼ dyⱼ</c>. Source: PyTorch's LogSoftmax.
/// </summary>
/// <param name="axis">The axis of the batch's public shape along which the exponentials sum to 1; -1, the last, by default.</param>
public sealed class LogSoftmax(int axis = -1) : ActivationFunction
{
    /// <inheritdoc/>
    public override int Axis => axis;

    /// <inheritdoc/>
    public override bool IsElementwise => false;

    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<float> x, Span<float> y, AxisView view) =>
        SoftmaxKernel.Forward(x, y, view, logarithm: true);

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, AxisView view) =>
        SoftmaxKernel.Backward(y, outputGradient, inputGradient, view, logarithm: true);
}
