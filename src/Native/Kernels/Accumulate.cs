using System.Numerics;
using System.Runtime.InteropServices;

namespace Interop.Native.Kernels;

/// <summary>Adds one array to another, element by element.</summary>
internal static class Accumulate
{
    /// <summary>total[i] += values[i].</summary>
    /// <param name="values">What to add.</param>
    /// <param name="total">What to add to, as long as the values.</param>
    public static void Add(ReadOnlySpan<float> values, Span<float> total)
    {
        var wideValues = MemoryMarshal.Cast<float, Vector<float>>(values);
        var wideTotal = MemoryMarshal.Cast<float, Vector<float>>(total);
        for (var i = 0; i < wideTotal.Length; i++)
        {
            wideTotal[i] += wideValues[i];
        }

        for (var i = wideTotal.Length * Vector<float>.Count; i < total.Length; i++)
        {
            total[i] += values[i];
        }
    }
}
