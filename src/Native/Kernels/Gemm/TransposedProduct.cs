using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>
/// A · Bᵀ for few rows of A and a large B, as the transpose of B · Aᵀ: B, whose rows then are the left matrix, is read
/// where it lies, and only the small matrices A and C are transposed, C in blocks while they are in the cache. Each
/// element is summed as ever.
/// </summary>
internal static unsafe class TransposedProduct<TTiles, TSimd, TVector>
    where TTiles : struct, IGemmTiles
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Rows of the transposed result that are computed before they are put in place: few enough to stay in a cache until then.</summary>
    private const int MostBlockRows = 512;

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
        float* left = ThreadScratch.Get(ScratchUse.TransposedLeft, (long)problem.Depth * width);
        GemmPacking.PackRight<TSimd, TVector>(problem.Left, problem.LeftDepthStride, problem.LeftRowStride, problem.Depth, problem.Rows, left);
        EvenPanels blocks = new(problem.Columns, MostBlockRows);
        float* transposed = ThreadScratch.Get(ScratchUse.TransposedResult, (long)blocks.Length(0) * width);
        GemmProblem swapped = problem with
        {
            Columns = width,
            LeftRowStride = problem.RightColumnStride,
            LeftDepthStride = problem.RightDepthStride,
            LeftIsFar = (long)problem.Columns * problem.Depth > GemmDriver<TTiles, TSimd, TVector>.LargeMatrix,
            Right = left,
            RightDepthStride = width,
            RightColumnStride = 1,
            Result = transposed,
            ResultStride = width,
        };
        for (int block = 0; block < blocks.Count; block++)
        {
            int first = blocks.Start(block);
            swapped.Rows = blocks.Length(block);
            swapped.Left = problem.Right + (first * problem.RightColumnStride);
            GemmDriver<TTiles, TSimd, TVector>.MultiplyBlocks(swapped);
            for (int row = 0; row < problem.Rows; row += TSimd.Lanes)
            {
                int lanes = Math.Min(TSimd.Lanes, problem.Rows - row);
                CopyColumns(transposed + row, width, swapped.Rows, problem.Result + (row * problem.ResultStride) + first, problem.ResultStride, lanes);
            }
        }
    }

    /// <summary>destination[j, i] = source[i, j] for all rows i of the source and up to a vector of columns j.</summary>
    private static void CopyColumns(float* source, nint sourceStride, int rows, float* destination, nint destinationStride, int columns)
    {
        float* square = stackalloc float[TSimd.Lanes * TSimd.Lanes];
        for (int row = 0; row < rows; row += TSimd.Lanes)
        {
            int lanes = Math.Min(TSimd.Lanes, rows - row);
            if (lanes == TSimd.Lanes && columns == TSimd.Lanes)
            {
                TSimd.Transpose(source + (row * sourceStride), sourceStride, lanes, destination + row, destinationStride);
                continue;
            }

            TSimd.Transpose(source + (row * sourceStride), sourceStride, lanes, square, TSimd.Lanes);
            for (int column = 0; column < columns; column++)
            {
                TSimd.StorePartial(
                    destination + (column * destinationStride) + row, TSimd.Load(square + (column * TSimd.Lanes)), lanes);
            }
        }
    }
}
