using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>Transposes each matrix of a batch: [batch, rows, columns] to [batch, columns, rows].</summary>
internal static unsafe class BatchTranspose
{
    /// <summary>Below this many elements the workers are not worth their call.</summary>
    private const long SmallBatch = 32 * 1024;

    /// <summary>About how many elements of a matrix are one piece of work.</summary>
    private const int PieceElements = 32 * 1024;

    /// <summary>Pieces of a matrix begin at multiples of the widest vectors.</summary>
    private const int Multiple = 16;

    /// <summary>target[b, c, r] = source[b, r, c].</summary>
    /// <param name="batchSize">The number of matrices.</param>
    /// <param name="rows">The rows of each source matrix.</param>
    /// <param name="columns">The columns of each source matrix.</param>
    /// <param name="source">batchSize·rows·columns values.</param>
    /// <param name="target">As many values; not the same memory as the source.</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public static void Run(int batchSize, int rows, int columns, ReadOnlySpan<float> source, Span<float> target, WorkerPool pool)
    {
        var length = (long)batchSize * rows * columns;
        if (source.Length != length || target.Length != length)
        {
            throw new ArgumentException($"{batchSize} matrices [{rows}, {columns}] have {length} elements, got {source.Length} and {target.Length}.");
        }

        fixed (float* from = source)
        fixed (float* to = target)
        {
            int longer = Math.Max(rows, columns);
            int parts = (int)Math.Clamp((long)rows * columns / PieceElements, 1, Math.Max(1, longer / Multiple));
            Batch batch = new() { Rows = rows, Columns = columns, Parts = parts, Source = from, Target = to };
            if (length >= SmallBatch)
            {
                pool.Run(checked(batchSize * parts), &TransposePiece, &batch);
                return;
            }

            for (var piece = 0; piece < batchSize * parts; piece++)
            {
                TransposePiece(&batch, piece);
            }
        }
    }

    private static void TransposePiece(void* batch, int piece)
    {
        Piece one = new() { Batch = *(Batch*)batch, Index = piece };
        SimdDispatch.Run(ref one);
    }

    private struct Batch
    {
        public int Rows;
        public int Columns;

        /// <summary>Pieces that the longer side of each matrix is cut into.</summary>
        public int Parts;
        public float* Source;
        public float* Target;
    }

    private struct Piece : ISimdKernel
    {
        public Batch Batch;
        public int Index;

        public readonly void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var (sample, part) = Math.DivRem(Index, Batch.Parts);
            var offset = (nint)sample * Batch.Rows * Batch.Columns;
            var cutsColumns = Batch.Columns >= Batch.Rows;
            var longer = cutsColumns ? Batch.Columns : Batch.Rows;
            var first = Edge(longer, part);
            var count = Edge(longer, part + 1) - first;
            var (row, column) = cutsColumns ? (0, first) : (first, 0);
            MatrixTranspose<TSimd, TVector>.Run(
                Batch.Source + offset + ((nint)row * Batch.Columns) + column,
                Batch.Columns,
                cutsColumns ? Batch.Rows : count,
                cutsColumns ? count : Batch.Columns,
                Batch.Target + offset + ((nint)column * Batch.Rows) + row,
                Batch.Rows);
        }

        private readonly int Edge(int length, int part) =>
            part == Batch.Parts ? length : (int)((long)length * part / Batch.Parts) / Multiple * Multiple;
    }
}
