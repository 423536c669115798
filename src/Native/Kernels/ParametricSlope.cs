namespace Interop.Native.Kernels;

/// <summary>The arithmetic of a rectified linear unit with a slope for each feature; sums in double precision in a fixed order.</summary>
internal static class ParametricSlope
{
    /// <summary>y = x for x &gt; 0, else slope·x.</summary>
    /// <param name="view">How the batch lies by features.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="slopes">One for each feature.</param>
    /// <param name="y">The outputs.</param>
    public static void Forward(FeatureView view, ReadOnlySpan<float> x, ReadOnlySpan<float> slopes, Span<float> y)
    {
        for (var run = 0; run < view.Outer * view.Count; run++)
        {
            var slope = slopes[run % view.Count];
            var source = x.Slice(run * view.Inner, view.Inner);
            var target = y.Slice(run * view.Inner, view.Inner);
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = source[i] > 0 ? source[i] : slope * source[i];
            }
        }
    }

    /// <summary>dx = dy for x &gt; 0, else slope·dy; dslope = Σ dy·x over x ≤ 0.</summary>
    /// <param name="view">How the batch lies by features.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="slopes">One for each feature.</param>
    /// <param name="outputGradient">dy.</param>
    /// <param name="inputGradient">dx; empty when not needed; may be the same memory as dy.</param>
    /// <param name="slopeGradient">Where to write the gradients of the slopes.</param>
    public static void Backward(
        FeatureView view,
        ReadOnlySpan<float> x,
        ReadOnlySpan<float> slopes,
        ReadOnlySpan<float> outputGradient,
        Span<float> inputGradient,
        Span<float> slopeGradient)
    {
        for (var feature = 0; feature < view.Count; feature++)
        {
            double sum = 0;
            for (var outer = 0; outer < view.Outer; outer++)
            {
                var start = ((outer * view.Count) + feature) * view.Inner;
                for (var i = start; i < start + view.Inner; i++)
                {
                    var below = !(x[i] > 0);
                    sum += below ? (double)outputGradient[i] * x[i] : 0;
                    if (!inputGradient.IsEmpty)
                    {
                        inputGradient[i] = below ? slopes[feature] * outputGradient[i] : outputGradient[i];
                    }
                }
            }

            slopeGradient[feature] = (float)sum;
        }
    }
}
