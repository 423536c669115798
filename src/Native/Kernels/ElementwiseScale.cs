using System.Numerics;
using System.Runtime.InteropServices;

namespace Interop.Native.Kernels;

/// <summary>Multiplies an array by a number.</summary>
internal static class ElementwiseScale
{
    /// <summary>values[i] *= factor.</summary>
    /// <param name="values">What to multiply.</param>
    /// <param name="factor">The number.</param>
    public static void Run(Span<float> values, float factor)
    {
        var wide = MemoryMarshal.Cast<float, Vector<float>>(values);
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] *= factor;
        }

        for (var i = wide.Length * Vector<float>.Count; i < values.Length; i++)
        {
            values[i] *= factor;
        }
    }
}
