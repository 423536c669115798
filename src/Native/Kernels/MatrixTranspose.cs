using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>Transposes a matrix in squares of a vector's width.</summary>
internal static unsafe class MatrixTranspose<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>destination[c, r] = source[r, c].</summary>
    /// <param name="source">The matrix, row by row.</param>
    /// <param name="sourceStride">Elements from one row to the next.</param>
    /// <param name="rows">The rows of the source.</param>
    /// <param name="columns">The columns of the source.</param>
    /// <param name="destination">The transpose, row by row; overlaps the source nowhere.</param>
    /// <param name="destinationStride">Elements from one row of the transpose to the next.</param>
    public static void Run(float* source, nint sourceStride, int rows, int columns, float* destination, nint destinationStride)
    {
        if (rows < TSimd.Lanes || columns < TSimd.Lanes)
        {
            RunNarrow(source, sourceStride, rows, columns, destination, destinationStride);
            return;
        }

        // The last squares reach back over those before.
        for (int r = 0; r < rows; r += TSimd.Lanes)
        {
            int row = Math.Min(r, rows - TSimd.Lanes);
            for (int c = 0; c < columns; c += TSimd.Lanes)
            {
                int column = Math.Min(c, columns - TSimd.Lanes);
                TSimd.Transpose(
                    source + (row * sourceStride) + column, sourceStride, TSimd.Lanes, destination + (column * destinationStride) + row, destinationStride);
            }
        }
    }

    private static void RunNarrow(float* source, nint sourceStride, int rows, int columns, float* destination, nint destinationStride)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                destination[(column * destinationStride) + row] = source[(row * sourceStride) + column];
            }
        }
    }
}
