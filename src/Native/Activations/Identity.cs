namespace Interop.Native.Activations;

/// <summary><c>f(x) = x</c>: Keras' "linear", for networks whose configuration names every activation. A plan computes nothing for it.</summary>
public sealed class Identity : ActivationFunction
{
    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<float> x, Span<float> y, AxisView view) => x.CopyTo(y);

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, AxisView view) =>
        outputGradient.CopyTo(inputGradient);
}
