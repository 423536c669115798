namespace Interop.Native.Activations;

/// <summary>Rectified linear unit: <c>f(x) = max(0, x)</c>, <c>f'(x) = 1</c> for x &gt; 0, else 0 (0 at 0, as PyTorch). NaN stays NaN. Source: D0–D3.</summary>
public sealed class ReLU : ActivationFunction
{
    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<float> x, Span<float> y, AxisView view)
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = x[i] <= 0 ? 0 : x[i];
        }
    }

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, AxisView view)
    {
        for (var i = 0; i < y.Length; i++)
        {
            inputGradient[i] = y[i] > 0 ? outputGradient[i] : 0;
        }
    }
}
