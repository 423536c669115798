using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>
/// The product of a single row with a matrix, shared out by blocks of the depth: each thread reads one whole stretch of memory, where its part
/// of the columns would be pieces of all rows. The blocks' sums are formed apart and added in order, so the bits are
/// those of one thread.
/// </summary>
internal unsafe struct RowDepthSplit
{
    /// <summary>Rows as long as this are long stretches themselves, and are cut by columns where there are fewer blocks than threads.</summary>
    private const int LongRow = 1024;

    /// <summary>Fewer elements of the matrix than this are read sooner than another thread begins.</summary>
    private const long SmallMatrix = 128 * 1024;

    private GemmProblem _problem;
    private int _blockDepth;
    private float* _sums;

    /// <summary>Whether a problem is better shared this way.</summary>
    /// <param name="problem">The product.</param>
    /// <param name="threads">How many may share it.</param>
    public static bool IsBetter(in GemmProblem problem, int threads) =>
        threads > 1 && problem.Rows == 1 && !problem.RightIsTransposed && (long)problem.Columns * problem.Depth >= SmallMatrix
        && Blocks(problem.Depth) >= (problem.Columns < LongRow ? 2 : threads);

    /// <summary>Computes a problem for which this is better.</summary>
    public static void Multiply(in GemmProblem problem, WorkerPool pool)
    {
        int blockDepth = GemmBlocking.BlockDepth(problem.Depth);
        int blocks = Blocks(problem.Depth);
        RowDepthSplit split = new()
        {
            _problem = problem,
            _blockDepth = blockDepth,
            _sums = ThreadScratch.Get(ScratchUse.DepthSums, checked(blocks * problem.Columns)),
        };
        pool.Run(blocks, &MultiplyBlock, &split);
        SumOfBlocks sum = new(problem, split._sums, blocks);
        SimdDispatch.Run(ref sum);
    }

    private static int Blocks(int depth)
    {
        int blockDepth = GemmBlocking.BlockDepth(depth);
        return (depth + blockDepth - 1) / blockDepth;
    }

    private static void MultiplyBlock(void* state, int block)
    {
        ref readonly RowDepthSplit split = ref *(RowDepthSplit*)state;
        int firstDepth = block * split._blockDepth;
        GemmProblem part = split._problem.DepthBlock(firstDepth, Math.Min(split._blockDepth, split._problem.Depth - firstDepth));
        part.Result = split._sums + ((nint)block * split._problem.Columns);
        part.Accumulate = false;
        part.Bias = null;
        part.ClipAtZero = false;
        Gemm.MultiplyOnThisThread(part);
    }

    /// <summary>Adds the blocks' sums in order, as they would have been added on one thread.</summary>
    private readonly struct SumOfBlocks(GemmProblem problem, float* sums, int blocks) : ISimdKernel
    {
        private readonly GemmProblem _problem = problem;
        private readonly float* _sums = sums;
        private readonly int _blocks = blocks;

        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            for (int block = 0; block < _blocks; block++)
            {
                float* sums = _sums + ((nint)block * _problem.Columns);
                RowTimesMatrix<TSimd, TVector>.Finish(_problem, sums, _problem.Accumulate || block > 0, isLast: block == _blocks - 1);
            }
        }
    }
}
