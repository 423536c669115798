using System.Runtime.Intrinsics;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>Transposes a matrix in squares of a vector's width.</summary>
internal static unsafe class MatrixTranspose<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>How many squares stand side by side before the next row of them is begun: few enough that the lines which they write in part stay in the cache.</summary>
    private const int SquaresInStrip = 4;

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
            int done = destinationStride == rows ? RunFewRows(source, sourceStride, rows, columns, destination) : 0;
            RunNarrow(source, sourceStride, rows, done, columns, destination, destinationStride);
            return;
        }

        // The last squares reach back over those before.
        int width = SquaresInStrip * TSimd.Lanes;
        for (int strip = 0; strip < columns; strip += width)
        {
            int end = Math.Min(columns, strip + width);
            for (int r = 0; r < rows; r += TSimd.Lanes)
            {
                int row = Math.Min(r, rows - TSimd.Lanes);
                for (int c = strip; c < end; c += TSimd.Lanes)
                {
                    int column = Math.Min(c, columns - TSimd.Lanes);
                    TSimd.Transpose(
                        source + (row * sourceStride) + column, sourceStride, TSimd.Lanes, destination + (column * destinationStride) + row, destinationStride);
                }
            }
        }
    }

    /// <summary>Transposes a few long rows, as those of the colours of an image, in the smallest squares that hold them.</summary>
    /// <returns>How many columns it did.</returns>
    private static int RunFewRows(float* source, nint sourceStride, int rows, int columns, float* destination)
    {
        if (rows <= Simd128.Lanes)
        {
            return RunFewRows<Simd128, Vector128<float>>(source, sourceStride, rows, columns, destination);
        }

        return rows <= Simd256.Lanes && SimdDispatch.Has256
            ? RunFewRows<Simd256, Vector256<float>>(source, sourceStride, rows, columns, destination)
            : RunFewRows<TSimd, TVector>(source, sourceStride, rows, columns, destination);
    }

    private static int RunFewRows<TFew, TFewVector>(float* source, nint sourceStride, int rows, int columns, float* destination)
        where TFew : struct, ISimd<TFewVector>
        where TFewVector : struct
    {
        // Each row is written as a whole vector, whose rest the rows behind it overwrite; so the last ones, behind which the matrix ends, are left.
        int column = 0;
        for (; ((column + TFew.Lanes - 1) * rows) + TFew.Lanes <= columns * rows; column += TFew.Lanes)
        {
            TFew.Transpose(source + column, sourceStride, rows, destination + (column * rows), rows);
        }

        return column;
    }

    private static void RunNarrow(float* source, nint sourceStride, int rows, int first, int columns, float* destination, nint destinationStride)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = first; column < columns; column++)
            {
                destination[(column * destinationStride) + row] = source[(row * sourceStride) + column];
            }
        }
    }
}
