namespace Interop.Native.Kernels;

/// <summary>How a product is cut so that what is used again stays in a cache.</summary>
internal static class GemmBlocking
{
    /// <summary>Columns of the right matrix that are packed at a time.</summary>
    public const int Columns = 2048;

    /// <summary>Rows of the left matrix that stay in the second-level cache at a time.</summary>
    public const int Rows = 480;

    /// <summary>
    /// The depth that is summed in registers before the sums are added to the result. It fixes the order of additions,
    /// so it depends on nothing but the depth of the product.
    /// </summary>
    public const int Depth = 384;

    /// <summary>Blocks of equal size, a multiple of <paramref name="multiple"/>, none above <paramref name="most"/>.</summary>
    public static int EvenBlock(int total, int most, int multiple)
    {
        int blocks = Math.Max(1, (total + most - 1) / most);
        int even = (total + blocks - 1) / blocks;
        return (even + multiple - 1) / multiple * multiple;
    }
}
