using System.Numerics;
using System.Runtime.InteropServices;

namespace Interop.Native.Kernels;

/// <summary>Multiplies every channel of every sample by a factor of its own.</summary>
internal static class ChannelScale
{
    /// <summary>target[n, c, s] = factors[n, c] · source[n, c, s], in either memory layout.</summary>
    /// <param name="view">How the batch lies by channels.</param>
    /// <param name="batchSize">N.</param>
    /// <param name="factors">N·C factors.</param>
    /// <param name="source">The batch.</param>
    /// <param name="target">As many values; may be the same memory.</param>
    public static void Run(FeatureView view, int batchSize, ReadOnlySpan<float> factors, ReadOnlySpan<float> source, Span<float> target)
    {
        if (view.Inner > 1 || view.Outer == batchSize)
        {
            for (var channel = 0; channel < factors.Length; channel++)
            {
                Scale(factors[channel], source.Slice(channel * view.Inner, view.Inner), target.Slice(channel * view.Inner, view.Inner));
            }

            return;
        }

        var points = view.Outer / batchSize;
        for (var row = 0; row < view.Outer; row++)
        {
            var sample = factors.Slice(row / points * view.Count, view.Count);
            ElementwiseProduct.Run(source.Slice(row * view.Count, view.Count), sample, target.Slice(row * view.Count, view.Count));
        }
    }

    private static void Scale(float factor, ReadOnlySpan<float> source, Span<float> target)
    {
        var wideSource = MemoryMarshal.Cast<float, Vector<float>>(source);
        var wideTarget = MemoryMarshal.Cast<float, Vector<float>>(target);
        for (var i = 0; i < wideSource.Length; i++)
        {
            wideTarget[i] = wideSource[i] * factor;
        }

        for (var i = wideSource.Length * Vector<float>.Count; i < source.Length; i++)
        {
            target[i] = source[i] * factor;
        }
    }
}
