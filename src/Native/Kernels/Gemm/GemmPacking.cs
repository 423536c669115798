using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>Copies panels of the right matrix into the order in which the micro-kernels read them.</summary>
internal static unsafe class GemmPacking
{
    /// <summary>
    /// packed[p, j] = B[p, j] for <paramref name="columns"/> columns, in rows of whole vectors. Lanes beyond the
    /// columns hold no meaning.
    /// </summary>
    public static void PackRight<TSimd, TVector>(
        float* right, nint depthStride, nint columnStride, int depth, int columns, float* packed)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int width = (columns + TSimd.Lanes - 1) / TSimd.Lanes * TSimd.Lanes;
        if (columnStride == 1)
        {
            CopyRows<TSimd, TVector>(right, depthStride, depth, columns, packed, width);
            return;
        }

        for (int column = 0; column < columns; column += TSimd.Lanes)
        {
            int lanes = Math.Min(TSimd.Lanes, columns - column);
            TransposePanel<TSimd, TVector>(right + (column * columnStride), columnStride, lanes, depth, packed + column, width);
        }
    }

    /// <summary>
    /// packed[p, j] = B[p, j] for up to a vector of <paramref name="columns"/>, in rows <paramref name="packedStride"/>
    /// apart. Lanes beyond the columns hold no meaning.
    /// </summary>
    public static void PackVector<TSimd, TVector>(
        float* right, nint depthStride, nint columnStride, int depth, int columns, float* packed, nint packedStride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (columnStride == 1)
        {
            CopyRows<TSimd, TVector>(right, depthStride, depth, columns, packed, packedStride);
        }
        else
        {
            TransposePanel<TSimd, TVector>(right, columnStride, columns, depth, packed, packedStride);
        }
    }

    /// <summary>Rows are written in order, whole vectors at a time: what one writes beyond its end, the next overwrites.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows<TSimd, TVector>(
        float* source, nint sourceStride, int rows, int columns, float* destination, nint destinationStride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int whole = columns - (columns % TSimd.Lanes);
        int rest = columns - whole;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < whole; column += TSimd.Lanes)
            {
                TSimd.Store(destination + column, TSimd.Load(source + column));
            }

            if (rest > 0)
            {
                TSimd.Store(destination + whole, TSimd.LoadPartial(source + whole, rest));
            }

            source += sourceStride;
            destination += destinationStride;
        }
    }

    /// <summary>
    /// destination[p, i] = source[i, p] for up to a vector's lanes of i. Squares are written in the order of p, whole
    /// vectors at a time: what one writes beyond its lanes, the next overwrites.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposePanel<TSimd, TVector>(
        float* source, nint sourceStride, int lanes, int depth, float* destination, nint destinationStride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (depth < TSimd.Lanes)
        {
            TransposeShallowPanel<TSimd, TVector>(source, sourceStride, lanes, depth, destination, destinationStride);
            return;
        }

        int p = 0;
        for (; p <= depth - TSimd.Lanes; p += TSimd.Lanes)
        {
            TSimd.Transpose(source + p, sourceStride, lanes, destination + (p * destinationStride), destinationStride);
        }

        if (p < depth)
        {
            // The last square reaches back over the one before.
            p = depth - TSimd.Lanes;
            TSimd.Transpose(source + p, sourceStride, lanes, destination + (p * destinationStride), destinationStride);
        }
    }

    /// <summary>A panel with fewer depths than a vector has lanes goes through a square of its own.</summary>
    private static void TransposeShallowPanel<TSimd, TVector>(
        float* source, nint sourceStride, int lanes, int depth, float* destination, nint destinationStride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* rows = stackalloc float[TSimd.Lanes * TSimd.Lanes];
        float* columns = stackalloc float[TSimd.Lanes * TSimd.Lanes];
        for (int lane = 0; lane < lanes; lane++)
        {
            TSimd.Store(rows + (lane * TSimd.Lanes), TSimd.LoadPartial(source + (lane * sourceStride), depth));
        }

        TSimd.Transpose(rows, TSimd.Lanes, lanes, columns, TSimd.Lanes);
        for (int p = 0; p < depth; p++)
        {
            TSimd.StorePartial(destination + (p * destinationStride), TSimd.Load(columns + (p * TSimd.Lanes)), lanes);
        }
    }
}
