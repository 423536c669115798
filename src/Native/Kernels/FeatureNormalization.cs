using System.Numerics;
using System.Runtime.InteropServices;

namespace Interop.Native.Kernels;

/// <summary>Takes a mean from every feature and divides it by a deviation; one operation rounded after the other, at any vector width.</summary>
internal static class FeatureNormalization
{
    /// <summary>y = (x − mean)/deviation.</summary>
    /// <param name="view">How the batch lies by features.</param>
    /// <param name="x">The batch.</param>
    /// <param name="mean">One for each feature.</param>
    /// <param name="deviation">One for each feature.</param>
    /// <param name="y">As many values; may be the same memory.</param>
    public static void Forward(FeatureView view, ReadOnlySpan<float> x, ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation, Span<float> y)
    {
        for (var outer = 0; outer < view.Outer; outer++)
        {
            if (view.Inner == 1)
            {
                Row(x.Slice(outer * view.Count, view.Count), mean, deviation, y.Slice(outer * view.Count, view.Count));
                continue;
            }

            for (var feature = 0; feature < view.Count; feature++)
            {
                var start = ((outer * view.Count) + feature) * view.Inner;
                Run(x.Slice(start, view.Inner), mean[feature], deviation[feature], y.Slice(start, view.Inner));
            }
        }
    }

    /// <summary>dx = dy/deviation.</summary>
    /// <param name="view">How the batch lies by features.</param>
    /// <param name="outputGradient">dy.</param>
    /// <param name="zeros">As many zeros as there are features.</param>
    /// <param name="deviation">One for each feature.</param>
    /// <param name="inputGradient">dx; may be the same memory.</param>
    public static void Backward(
        FeatureView view, ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> zeros, ReadOnlySpan<float> deviation, Span<float> inputGradient) =>
        Forward(view, outputGradient, zeros, deviation, inputGradient);

    // One feature beside the other.
    private static void Row(ReadOnlySpan<float> x, ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation, Span<float> y)
    {
        var wideX = MemoryMarshal.Cast<float, Vector<float>>(x);
        var wideMean = MemoryMarshal.Cast<float, Vector<float>>(mean);
        var wideDeviation = MemoryMarshal.Cast<float, Vector<float>>(deviation);
        var wideY = MemoryMarshal.Cast<float, Vector<float>>(y);
        for (var i = 0; i < wideX.Length; i++)
        {
            wideY[i] = (wideX[i] - wideMean[i]) / wideDeviation[i];
        }

        for (var i = wideX.Length * Vector<float>.Count; i < x.Length; i++)
        {
            y[i] = (x[i] - mean[i]) / deviation[i];
        }
    }

    // A run of one feature.
    private static void Run(ReadOnlySpan<float> x, float mean, float deviation, Span<float> y)
    {
        var wideX = MemoryMarshal.Cast<float, Vector<float>>(x);
        var wideY = MemoryMarshal.Cast<float, Vector<float>>(y);
        var (wideMean, wideDeviation) = (new Vector<float>(mean), new Vector<float>(deviation));
        for (var i = 0; i < wideX.Length; i++)
        {
            wideY[i] = (wideX[i] - wideMean) / wideDeviation;
        }

        for (var i = wideX.Length * Vector<float>.Count; i < x.Length; i++)
        {
            y[i] = (x[i] - mean) / deviation;
        }
    }
}
