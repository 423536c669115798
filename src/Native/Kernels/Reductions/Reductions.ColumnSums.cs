using System.Runtime.CompilerServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

internal static unsafe partial class Reductions
{
    private const int SmallestRowBlock = 256;
    private const int MostRowBlocks = 64;

    /// <summary>Columns per piece of parallel work.</summary>
    private const int ColumnStrip = 512;

    /// <summary>Below this many elements the workers are not worth their call.</summary>
    private const int SmallMatrix = 32 * 1024;

    /// <summary>
    /// sums𝒸 = Σᵣ x[r, c]. Rows are added in blocks, in each block in four groups (row modulo 4), then the groups
    /// along a tree and the blocks in turn.
    /// </summary>
    /// <param name="x">A [rows, columns] matrix.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="sums">One element per column; its length is the number of columns.</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">The matrix is not rows · columns long.</exception>
    public static void ColumnSums(ReadOnlySpan<float> x, int rows, Span<float> sums, WorkerPool pool)
    {
        int columns = sums.Length;
        CheckMatrix(x, rows, columns);

        int blockRows = BlockRows(rows);
        int blocks = Math.Max(1, (int)(((long)rows + blockRows - 1) / blockRows));
        fixed (float* xStart = x)
        fixed (float* sumsStart = sums)
        {
            float* partials = blocks == 1 ? sumsStart : ThreadScratch.Get(ScratchUse.ColumnPartials, (long)blocks * columns);
            BlockedColumnSums whole = new(xStart, rows, columns, blockRows, partials);
            int pieces = blocks * whole.Strips;
            if (x.Length < SmallMatrix)
            {
                for (int piece = 0; piece < pieces; piece++)
                {
                    SumColumnsOfPiece(&whole, piece);
                }
            }
            else
            {
                pool.Run(pieces, &SumColumnsOfPiece, &whole);
            }

            if (blocks > 1)
            {
                SumColumnsOnThisThread(partials, blocks, columns, sumsStart);
            }
        }
    }

    /// <summary>How many rows <see cref="ColumnSums"/> adds before it adds what came of them to the rest.</summary>
    /// <param name="rows">The number of rows of the matrix.</param>
    public static int BlockRows(int rows)
    {
        int blockRows = SmallestRowBlock;
        while (blockRows < rows / MostRowBlocks)
        {
            blockRows *= 2;
        }

        return blockRows;
    }

    /// <summary>Sums the columns of one block of <see cref="ColumnSums"/>, or of all blocks' sums.</summary>
    /// <param name="x">A [rows, columns] matrix.</param>
    /// <param name="rows">The number of rows, at most a block's.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="sums">Where to, one element per column.</param>
    public static void SumColumnsOnThisThread(float* x, int rows, int columns, float* sums)
    {
        ColumnSumsKernel kernel = new(x, rows, columns, columns, sums);
        SimdDispatch.Run(ref kernel);
    }

    private static void CheckMatrix(ReadOnlySpan<float> x, int rows, int columns)
    {
        if (x.Length != (long)rows * columns)
        {
            throw new ArgumentException(
                $"A matrix of {rows} rows and {columns} columns has {(long)rows * columns} elements, got {x.Length}.",
                nameof(x));
        }
    }

    private static void SumColumnsOfPiece(void* state, int piece)
    {
        ref readonly BlockedColumnSums whole = ref *(BlockedColumnSums*)state;
        (int block, int strip) = Math.DivRem(piece, whole.Strips);
        int row = block * whole.BlockRows;
        int column = strip * ColumnStrip;
        ColumnSumsKernel kernel = new(
            whole.X + ((long)row * whole.Columns) + column,
            Math.Min(whole.BlockRows, whole.Rows - row),
            Math.Min(ColumnStrip, whole.Columns - column),
            whole.Columns,
            whole.Partials + ((long)block * whole.Columns) + column);
        SimdDispatch.Run(ref kernel);
    }

    private readonly struct BlockedColumnSums(float* x, int rows, int columns, int blockRows, float* partials)
    {
        public readonly float* X = x;
        public readonly int Rows = rows;
        public readonly int Columns = columns;
        public readonly int BlockRows = blockRows;

        /// <summary>The sums of each block of rows: [blocks, columns].</summary>
        public readonly float* Partials = partials;

        public int Strips => (Columns + ColumnStrip - 1) / ColumnStrip;
    }

    /// <summary>Adds the rows of a part of a matrix whose rows begin <paramref name="stride"/> elements apart.</summary>
    private readonly struct ColumnSumsKernel(float* x, int rows, int columns, int stride, float* sums) : ISimdKernel
    {
        private readonly float* _x = x;
        private readonly int _rows = rows;
        private readonly int _columns = columns;
        private readonly nint _stride = stride;
        private readonly float* _sums = sums;

        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            int column = 0;
            for (; column <= _columns - (2 * TSimd.Lanes); column += 2 * TSimd.Lanes)
            {
                SumPair<TSimd, TVector>(column);
            }

            for (; column <= _columns - TSimd.Lanes; column += TSimd.Lanes)
            {
                SumLanes<TSimd, TVector>(column, TSimd.Lanes);
            }

            if (column < _columns)
            {
                SumLanes<TSimd, TVector>(column, _columns - column);
            }
        }

        /// <summary>Adds as many columns as two vectors hold, as <see cref="SumLanes"/> does: twice as many sums, so that none waits for the one before.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void SumPair<TSimd, TVector>(int column)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float* left = _x + column;
            float* right = left + TSimd.Lanes;
            nint stride = _stride;
            TVector left0 = TSimd.Zero, left1 = TSimd.Zero, left2 = TSimd.Zero, left3 = TSimd.Zero;
            TVector right0 = TSimd.Zero, right1 = TSimd.Zero, right2 = TSimd.Zero, right3 = TSimd.Zero;
            int rest = _rows;
            for (; rest >= 4; rest -= 4)
            {
                left0 = TSimd.Add(left0, TSimd.Load(left));
                right0 = TSimd.Add(right0, TSimd.Load(right));
                left1 = TSimd.Add(left1, TSimd.Load(left + stride));
                right1 = TSimd.Add(right1, TSimd.Load(right + stride));
                left2 = TSimd.Add(left2, TSimd.Load(left + (2 * stride)));
                right2 = TSimd.Add(right2, TSimd.Load(right + (2 * stride)));
                left3 = TSimd.Add(left3, TSimd.Load(left + (3 * stride)));
                right3 = TSimd.Add(right3, TSimd.Load(right + (3 * stride)));
                left += 4 * stride;
                right += 4 * stride;
            }

            if (rest > 0)
            {
                left0 = TSimd.Add(left0, TSimd.Load(left));
                right0 = TSimd.Add(right0, TSimd.Load(right));
            }

            if (rest > 1)
            {
                left1 = TSimd.Add(left1, TSimd.Load(left + stride));
                right1 = TSimd.Add(right1, TSimd.Load(right + stride));
            }

            if (rest > 2)
            {
                left2 = TSimd.Add(left2, TSimd.Load(left + (2 * stride)));
                right2 = TSimd.Add(right2, TSimd.Load(right + (2 * stride)));
            }

            TSimd.Store(_sums + column, TSimd.Add(TSimd.Add(left0, left1), TSimd.Add(left2, left3)));
            TSimd.Store(_sums + column + TSimd.Lanes, TSimd.Add(TSimd.Add(right0, right1), TSimd.Add(right2, right3)));
        }

        /// <summary>Adds as many columns as a vector holds; group g adds the rows r with r modulo 4 = g.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void SumLanes<TSimd, TVector>(int column, int count)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            float* row = _x + column;
            nint stride = _stride;
            TVector group0 = TSimd.Zero;
            TVector group1 = TSimd.Zero;
            TVector group2 = TSimd.Zero;
            TVector group3 = TSimd.Zero;

            int rest = _rows;
            for (; rest >= 4; rest -= 4)
            {
                group0 = TSimd.Add(group0, VectorLanes<TSimd, TVector>.Load(row, count));
                group1 = TSimd.Add(group1, VectorLanes<TSimd, TVector>.Load(row + stride, count));
                group2 = TSimd.Add(group2, VectorLanes<TSimd, TVector>.Load(row + (2 * stride), count));
                group3 = TSimd.Add(group3, VectorLanes<TSimd, TVector>.Load(row + (3 * stride), count));
                row += 4 * stride;
            }

            if (rest > 0)
            {
                group0 = TSimd.Add(group0, VectorLanes<TSimd, TVector>.Load(row, count));
            }

            if (rest > 1)
            {
                group1 = TSimd.Add(group1, VectorLanes<TSimd, TVector>.Load(row + stride, count));
            }

            if (rest > 2)
            {
                group2 = TSimd.Add(group2, VectorLanes<TSimd, TVector>.Load(row + (2 * stride), count));
            }

            TVector sum = TSimd.Add(TSimd.Add(group0, group1), TSimd.Add(group2, group3));
            TSimd.StorePartial(_sums + column, sum, count);
        }
    }
}
