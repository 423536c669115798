namespace Interop.Native.Kernels;

/// <summary>How the depth of a product is cut.</summary>
internal static class GemmBlocking
{
    /// <summary>
    /// The depth that is summed in registers before the sums are added to the result, at most. It fixes the order of
    /// additions, so it depends on nothing but the depth of the product.
    /// </summary>
    public const int MostDepth = 512;

    /// <summary>Even blocks of the depth, multiples of sixteen so that squares of it can be transposed.</summary>
    public static int BlockDepth(int depth)
    {
        int blocks = Math.Max(1, (depth + MostDepth - 1) / MostDepth);
        int even = (depth + blocks - 1) / blocks;
        return (even + 15) / 16 * 16;
    }
}
