using System.Numerics;
using System.Runtime.InteropServices;

namespace Interop.Native.Kernels;

/// <summary>Looks for the first value that is not what it has to be, a vector at a time.</summary>
internal static class RangeCheck
{
    /// <summary>The position of the first value outside [smallest, largest] (a NaN is outside any range); −1 if there is none.</summary>
    public static int FirstOutside(ReadOnlySpan<float> values, float smallest, float largest)
    {
        ReadOnlySpan<Vector<float>> wide = MemoryMarshal.Cast<float, Vector<float>>(values);
        Vector<float> low = new(smallest);
        Vector<float> high = new(largest);
        int start = 0;
        foreach (Vector<float> vector in wide)
        {
            // A comparison with NaN is false.
            if (!Vector.GreaterThanOrEqualAll(vector, low) || !Vector.LessThanOrEqualAll(vector, high))
            {
                break;
            }

            start += Vector<float>.Count;
        }

        for (int i = start; i < values.Length; i++)
        {
            if (!(values[i] >= smallest && values[i] <= largest))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The position of the first value that is neither a whole number in [0, count) nor the exempt one; −1 if there is none.</summary>
    public static int FirstNotIndex(ReadOnlySpan<float> values, int count, float exempt)
    {
        ReadOnlySpan<Vector<float>> wide = MemoryMarshal.Cast<float, Vector<float>>(values);
        Vector<float> limit = new(count);
        Vector<float> excused = new(exempt);
        int start = 0;
        foreach (Vector<float> vector in wide)
        {
            Vector<int> good = Vector.GreaterThanOrEqual(vector, Vector<float>.Zero) & Vector.LessThan(vector, limit)
                & Vector.Equals(Vector.Floor(vector), vector);
            if (!Vector.EqualsAll(good | Vector.Equals(vector, excused), Vector<int>.AllBitsSet))
            {
                break;
            }

            start += Vector<float>.Count;
        }

        for (int i = start; i < values.Length; i++)
        {
            float value = values[i];
            if (!(value >= 0 && value < count && MathF.Floor(value) == value) && value != exempt)
            {
                return i;
            }
        }

        return -1;
    }
}
