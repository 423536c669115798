namespace Interop.Native.Kernels;

internal static unsafe partial class Reductions
{
    /// <summary>sumsᵣ = Σ𝒸 x[r, c], each row as <see cref="Sum"/> adds it.</summary>
    /// <param name="x">A [rows, columns] matrix.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="sums">One element per row; its length is the number of rows.</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">The matrix is not rows · columns long.</exception>
    public static void RowSums(ReadOnlySpan<float> x, int columns, Span<float> sums, WorkerPool pool)
    {
        CheckMatrix(x, sums.Length, columns);
        fixed (float* xStart = x)
        fixed (float* sumsStart = sums)
        {
            RowReduction whole = new(xStart, sums.Length, columns, sumsStart);
            pool.Run(whole.Pieces, &SumRows, &whole);
        }
    }

    private static void SumRows(void* state, int piece)
    {
        ref readonly RowReduction whole = ref *(RowReduction*)state;
        int end = whole.End(piece);
        for (int row = whole.Start(piece); row < end; row++)
        {
            float* start = whole.X + ((long)row * whole.Columns);
            whole.Results[row] = SumRow(start, whole.Columns);
        }
    }

    private static float SumRow(float* start, int columns) => SumOf<PlainTerm>(start, start, columns, WorkerPool.Get(1));

    private static void CheckMatrix(ReadOnlySpan<float> x, int rows, int columns)
    {
        if (x.Length != (long)rows * columns)
        {
            throw new ArgumentException(
                $"A matrix of {rows} rows and {columns} columns has {(long)rows * columns} elements, got {x.Length}.",
                nameof(x));
        }
    }

    /// <summary>One result per row, whole rows to each piece.</summary>
    private readonly struct RowReduction(float* x, int rows, int columns, float* results)
    {
        private readonly int _rows = rows;

        public readonly float* X = x;
        public readonly int Columns = columns;
        public readonly float* Results = results;

        private int RowsPerPiece => Math.Max(1, Piece / Math.Max(1, Columns));

        public int Pieces => (_rows + RowsPerPiece - 1) / RowsPerPiece;

        public int Start(int piece) => piece * RowsPerPiece;

        public int End(int piece) => Math.Min(_rows, (piece + 1) * RowsPerPiece);
    }
}
