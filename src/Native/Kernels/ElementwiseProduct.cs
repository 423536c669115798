using System.Numerics;
using System.Runtime.InteropServices;

namespace Interop.Native.Kernels;

/// <summary>The product of two arrays, element by element.</summary>
internal static class ElementwiseProduct
{
    /// <summary>product[i] = left[i] · right[i]; the product may overwrite either factor.</summary>
    /// <param name="left">A factor.</param>
    /// <param name="right">The other, as long.</param>
    /// <param name="product">Where to write, as long.</param>
    public static void Run(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> product)
    {
        right = right[..left.Length];
        var wideLeft = MemoryMarshal.Cast<float, Vector<float>>(left);
        var wideRight = MemoryMarshal.Cast<float, Vector<float>>(right);
        var wideProduct = MemoryMarshal.Cast<float, Vector<float>>(product);
        for (var i = 0; i < wideLeft.Length; i++)
        {
            wideProduct[i] = wideLeft[i] * wideRight[i];
        }

        for (var i = wideLeft.Length * Vector<float>.Count; i < left.Length; i++)
        {
            product[i] = left[i] * right[i];
        }
    }
}
