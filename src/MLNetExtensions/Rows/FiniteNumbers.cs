using System.Numerics;
using System.Runtime.InteropServices;

namespace Interop.MLNetExtensions.Rows;

/// <summary>Looks for NaN and infinite values.</summary>
internal static class FiniteNumbers
{
    /// <summary>Whether every value is finite.</summary>
    public static bool AreAll(ReadOnlySpan<float> values)
    {
        // x − x is 0 for a finite x and NaN for any other; sums keep a NaN.
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var sums = Vector<float>.Zero;
        foreach (var vector in vectors)
        {
            sums += vector - vector;
        }

        var sum = Vector.Sum(sums);
        foreach (var value in values[(vectors.Length * Vector<float>.Count)..])
        {
            sum += value - value;
        }

        return sum == 0;
    }

    /// <summary>Copies values, and tells whether one is NaN.</summary>
    /// <param name="values">The values.</param>
    /// <param name="destination">Where they go: as many.</param>
    public static bool CopyHasNaN(ReadOnlySpan<float> values, Span<float> destination)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(values);
        var to = MemoryMarshal.Cast<float, Vector<float>>(destination)[..from.Length];
        var equal = Vector<int>.AllBitsSet;
        for (var i = 0; i < from.Length; i++)
        {
            var vector = from[i];
            equal &= Vector.Equals(vector, vector);
            to[i] = vector;
        }

        var hasNaN = !Vector.EqualsAll(equal, Vector<int>.AllBitsSet);
        for (var i = from.Length * Vector<float>.Count; i < values.Length; i++)
        {
            destination[i] = values[i];
            hasNaN |= float.IsNaN(values[i]);
        }

        return hasNaN;
    }

    /// <summary>Whether a value is NaN.</summary>
    public static bool HasNaN(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var equal = Vector<int>.AllBitsSet;
        foreach (var vector in vectors)
        {
            equal &= Vector.Equals(vector, vector);
        }

        if (!Vector.EqualsAll(equal, Vector<int>.AllBitsSet))
        {
            return true;
        }

        foreach (var value in values[(vectors.Length * Vector<float>.Count)..])
        {
            if (float.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }
}
