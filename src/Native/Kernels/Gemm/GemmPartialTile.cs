using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>Runs micro-kernels on tiles that end within a vector.</summary>
internal static unsafe class GemmPartialTile<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>The largest tile is 14 rows of 2 vectors of 16, or 16 rows of one.</summary>
    private const int MostElements = 14 * 32;

    /// <summary>The tile is computed apart, whole vectors wide, and what belongs to the result is copied.</summary>
    /// <remarks>The memory is written before it is read; to clear it first would take longer than a small tile.</remarks>
    [SkipLocalsInit]
    public static void Multiply(delegate*<GemmTile*, void> multiply, GemmTile tile, int rows, int columns)
    {
        int width = (columns + TSimd.Lanes - 1) / TSimd.Lanes * TSimd.Lanes;
        float* partial = stackalloc float[MostElements];
        float* bias = stackalloc float[width];
        float* result = tile.Result;
        nint resultStride = tile.ResultStride;
        tile.Result = partial;
        tile.ResultStride = width;
        if (tile.Accumulate)
        {
            Copy(result, resultStride, partial, width, rows, columns);
        }

        if (tile.Bias != null)
        {
            Copy(tile.Bias, 0, bias, 0, 1, columns);
            tile.Bias = bias;
        }

        multiply(&tile);
        Copy(partial, width, result, resultStride, rows, columns);
    }

    private static void Copy(float* source, nint sourceStride, float* destination, nint destinationStride, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column += TSimd.Lanes)
            {
                int lanes = Math.Min(TSimd.Lanes, columns - column);
                TSimd.StorePartial(destination + column, TSimd.LoadPartial(source + column, lanes), lanes);
            }

            source += sourceStride;
            destination += destinationStride;
        }
    }
}
