using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>
/// A · Bᵀ for few rows of A and a large B, as the transpose of B · Aᵀ: B, whose rows then are the left matrix, is read
/// where it lies, and only the small matrices A and C are transposed. Each element is summed as ever.
/// </summary>
internal static unsafe class TransposedProduct<TTiles, TSimd, TVector>
    where TTiles : struct, IGemmTiles
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>
    /// Whether less is transposed this way, the rows of A fill at least half a vector, and nothing but the product is
    /// asked for.
    /// </summary>
    public static bool IsBetter(in GemmProblem problem)
    {
        bool isPlain = !problem.Accumulate && problem.Bias == null && !problem.ClipAtZero;
        long transposed = problem.Rows * (problem.Depth + (2L * problem.Columns));
        bool fillVectors = 2 * problem.Rows >= TSimd.Lanes;
        return isPlain && problem.RightIsTransposed && fillVectors && transposed < (long)problem.Columns * problem.Depth;
    }

    /// <summary>Computes a problem for which this is better.</summary>
    public static void Multiply(in GemmProblem problem)
    {
        // Rows of whole vectors, so that squares of them can be transposed.
        int width = (problem.Rows + TSimd.Lanes - 1) / TSimd.Lanes * TSimd.Lanes;
        float* transposed = ThreadScratch.Get(ScratchUse.TransposedResult, checked(problem.Columns * width));
        GemmProblem swapped = problem with
        {
            Rows = problem.Columns,
            Columns = problem.Rows,
            Left = problem.Right,
            LeftRowStride = problem.RightColumnStride,
            LeftDepthStride = problem.RightDepthStride,
            Right = problem.Left,
            RightDepthStride = problem.LeftDepthStride,
            RightColumnStride = problem.LeftRowStride,
            Result = transposed,
            ResultStride = width,
        };
        GemmDriver<TTiles, TSimd, TVector>.MultiplyBlocks(swapped);

        for (int column = 0; column < problem.Rows; column += TSimd.Lanes)
        {
            int lanes = Math.Min(TSimd.Lanes, problem.Rows - column);
            CopyColumns(transposed + column, width, problem.Columns, problem.Result + (column * problem.ResultStride), problem.ResultStride, lanes);
        }
    }

    /// <summary>destination[j, i] = source[i, j] for all rows i of the source and up to a vector of columns j.</summary>
    private static void CopyColumns(float* source, nint sourceStride, int rows, float* destination, nint destinationStride, int columns)
    {
        float* square = stackalloc float[TSimd.Lanes * TSimd.Lanes];
        for (int row = 0; row < rows; row += TSimd.Lanes)
        {
            int lanes = Math.Min(TSimd.Lanes, rows - row);
            TSimd.Transpose(source + (row * sourceStride), sourceStride, lanes, square, TSimd.Lanes);
            for (int column = 0; column < columns; column++)
            {
                TSimd.StorePartial(
                    destination + (column * destinationStride) + row, TSimd.Load(square + (column * TSimd.Lanes)), lanes);
            }
        }
    }
}
