namespace Interop.Native.Kernels;

/// <summary>The arithmetic of batch normalization. Sums run in double precision in a fixed order.</summary>
internal static class BatchNormalizationKernel
{
    /// <summary>mean[f] = 1/m Σ x, variance[f] = 1/m Σ (x − mean)².</summary>
    /// <param name="view">How the batch lies by features.</param>
    /// <param name="input">x.</param>
    /// <param name="mean">Where to write the means.</param>
    /// <param name="variance">Where to write the biased variances.</param>
    public static void Statistics(FeatureView view, ReadOnlySpan<float> input, Span<float> mean, Span<float> variance)
    {
        for (var feature = 0; feature < view.Count; feature++)
        {
            double sum = 0;
            for (var outer = 0; outer < view.Outer; outer++)
            {
                foreach (var value in Run(view, input, outer, feature))
                {
                    sum += value;
                }
            }

            var average = sum / view.PerFeature;
            double squares = 0;
            for (var outer = 0; outer < view.Outer; outer++)
            {
                foreach (var value in Run(view, input, outer, feature))
                {
                    var difference = value - average;
                    squares += difference * difference;
                }
            }

            mean[feature] = (float)average;
            variance[feature] = (float)(squares / view.PerFeature);
        }
    }

    /// <summary>inverse[f] = 1/√(variance[f] + ε).</summary>
    /// <param name="variance">Variances.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="inverse">Where to write; may be the same memory.</param>
    public static void InvertDeviation(ReadOnlySpan<float> variance, double epsilon, Span<float> inverse)
    {
        for (var feature = 0; feature < variance.Length; feature++)
        {
            inverse[feature] = (float)(1 / Math.Sqrt(variance[feature] + epsilon));
        }
    }

    /// <summary>y = γ (x − mean)·inverse + β.</summary>
    /// <param name="view">How the batch lies by features.</param>
    /// <param name="input">x.</param>
    /// <param name="mean">The means.</param>
    /// <param name="inverse">1/√(σ² + ε).</param>
    /// <param name="scale">γ.</param>
    /// <param name="shift">β.</param>
    /// <param name="output">y.</param>
    public static void Normalize(
        FeatureView view,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> mean,
        ReadOnlySpan<float> inverse,
        ReadOnlySpan<float> scale,
        ReadOnlySpan<float> shift,
        Span<float> output)
    {
        for (var outer = 0; outer < view.Outer; outer++)
        {
            for (var feature = 0; feature < view.Count; feature++)
            {
                var factor = inverse[feature] * scale[feature];
                var source = Run(view, input, outer, feature);
                var target = output.Slice(((outer * view.Count) + feature) * view.Inner, view.Inner);
                for (var i = 0; i < source.Length; i++)
                {
                    target[i] = ((source[i] - mean[feature]) * factor) + shift[feature];
                }
            }
        }
    }

    /// <summary>
    /// dγ = Σ dy x̂, dβ = Σ dy, and in training dx = γ/σ (dy − 1/m Σ dy − x̂ · 1/m Σ dy x̂), through μ and σ; at inference dx = γ/σ dy.
    /// </summary>
    /// <param name="view">How the batch lies by features.</param>
    /// <param name="training">Whether the statistics were the batch's.</param>
    /// <param name="input">x.</param>
    /// <param name="mean">The means used.</param>
    /// <param name="inverse">1/√(σ² + ε) used.</param>
    /// <param name="scale">γ.</param>
    /// <param name="outputGradient">dy.</param>
    /// <param name="scaleGradient">Where to write dγ.</param>
    /// <param name="shiftGradient">Where to write dβ.</param>
    /// <param name="inputGradient">Where to write dx; empty when not needed.</param>
    public static void Backward(
        FeatureView view,
        bool training,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> mean,
        ReadOnlySpan<float> inverse,
        ReadOnlySpan<float> scale,
        ReadOnlySpan<float> outputGradient,
        Span<float> scaleGradient,
        Span<float> shiftGradient,
        Span<float> inputGradient)
    {
        for (var feature = 0; feature < view.Count; feature++)
        {
            double sum = 0;
            double sumOfProducts = 0;
            for (var outer = 0; outer < view.Outer; outer++)
            {
                var x = Run(view, input, outer, feature);
                var dy = Run(view, outputGradient, outer, feature);
                for (var i = 0; i < x.Length; i++)
                {
                    sum += dy[i];
                    sumOfProducts += (double)dy[i] * (x[i] - mean[feature]);
                }
            }

            shiftGradient[feature] = (float)sum;
            scaleGradient[feature] = (float)(sumOfProducts * inverse[feature]);
            if (inputGradient.IsEmpty)
            {
                continue;
            }

            var factor = scale[feature] * inverse[feature];
            var meanGradient = training ? (float)(sum / view.PerFeature) : 0f;
            var slope = training ? (float)(sumOfProducts / view.PerFeature * inverse[feature] * inverse[feature]) : 0f;
            for (var outer = 0; outer < view.Outer; outer++)
            {
                var x = Run(view, input, outer, feature);
                var dy = Run(view, outputGradient, outer, feature);
                var dx = inputGradient.Slice(((outer * view.Count) + feature) * view.Inner, view.Inner);
                for (var i = 0; i < x.Length; i++)
                {
                    dx[i] = (dy[i] - meanGradient - ((x[i] - mean[feature]) * slope)) * factor;
                }
            }
        }
    }

    private static ReadOnlySpan<float> Run(FeatureView view, ReadOnlySpan<float> values, int outer, int feature) =>
        values.Slice(((outer * view.Count) + feature) * view.Inner, view.Inner);
}
