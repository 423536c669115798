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
    public override void Forward(ReadOnlySpan<float> x, Span<float> y, AxisView view)
    {
        for (var outer = 0; outer < view.Outer; outer++)
        {
            for (var inner = 0; inner < view.Inner; inner++)
            {
                var start = (outer * view.Length * view.Inner) + inner;
                var end = start + (view.Length * view.Inner);
                var largest = float.NegativeInfinity;
                for (var i = start; i < end; i += view.Inner)
                {
                    largest = Math.Max(largest, x[i]);
                }

                double sum = 0;
                for (var i = start; i < end; i += view.Inner)
                {
                    y[i] = MathF.Exp(x[i] - largest);
                    sum += y[i];
                }

                var factor = (float)(1 / sum);
                for (var i = start; i < end; i += view.Inner)
                {
                    y[i] *= factor;
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, AxisView view)
    {
        for (var outer = 0; outer < view.Outer; outer++)
        {
            for (var inner = 0; inner < view.Inner; inner++)
            {
                var start = (outer * view.Length * view.Inner) + inner;
                var end = start + (view.Length * view.Inner);
                double dot = 0;
                for (var i = start; i < end; i += view.Inner)
                {
                    dot += (double)outputGradient[i] * y[i];
                }

                for (var i = start; i < end; i += view.Inner)
                {
                    inputGradient[i] = y[i] * (outputGradient[i] - (float)dot);
                }
            }
        }
    }
}
