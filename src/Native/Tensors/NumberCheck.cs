using Interop.Native.Kernels;
using Interop.Native.Layers;

namespace Interop.Native.Tensors;

/// <summary>Looks for values that are not numbers before they spread through a network.</summary>
internal static class NumberCheck
{
    /// <summary>Throws where a tensor holds a NaN.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="name">What it is called, for the message.</param>
    /// <exception cref="NetworkException">There is one; the message says where.</exception>
    public static void RejectNaN(Tensor tensor, string name)
    {
        var position = FirstNaN(tensor.Span);
        if (position < 0)
        {
            return;
        }

        var sampleSize = Math.Max(1, tensor.Shape.Skip(1).Size);
        throw new NetworkException(
            $"'{name}' has a NaN in sample {position / sampleSize} at element {position % sampleSize}; fill in or leave out missing values first.");
    }

    /// <summary>The position of the first NaN; -1 where there is none.</summary>
    /// <param name="values">The values to look at.</param>
    public static int FirstNaN(ReadOnlySpan<float> values)
    {
        if (!HasNaN(values))
        {
            return -1;
        }

        var position = 0;
        while (!float.IsNaN(values[position]))
        {
            position++;
        }

        return position;
    }

    /// <summary>The position of the first NaN or infinity; -1 where there is none.</summary>
    /// <param name="values">The values to look at.</param>
    public static int FirstNonFinite(ReadOnlySpan<float> values)
    {
        for (var position = 0; position < values.Length; position++)
        {
            if (!float.IsFinite(values[position]))
            {
                return position;
            }
        }

        return -1;
    }

    // Infinities are rare: only beside them is a NaN looked for one by one.
    private static bool HasNaN(ReadOnlySpan<float> values)
    {
        if (!Reductions.HasNonFinite(values))
        {
            return false;
        }

        foreach (var value in values)
        {
            if (float.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }
}
