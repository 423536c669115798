namespace Interop.Native.Activations;

/// <summary>
/// Logistic sigmoid: <c>σ(x) = 1/(1 + e⁻ˣ)</c>, <c>σ' = σ(1 − σ)</c>. Finite for every finite x: 0 and 1 at the ends. Source: D0–D3.
/// </summary>
public sealed class Sigmoid : ActivationFunction
{
    /// <inheritdoc/>
    public override void Forward(ReadOnlySpan<float> x, Span<float> y, AxisView view)
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = (float)(1 / (1 + Math.Exp(-(double)x[i])));
        }
    }

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, AxisView view)
    {
        for (var i = 0; i < y.Length; i++)
        {
            inputGradient[i] = outputGradient[i] * (1 - y[i]) * y[i];
        }
    }
}
