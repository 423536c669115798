namespace Interop.Native.Kernels;

internal static unsafe partial class Reductions
{
    /// <summary>maximaᵣ = max𝒸 x[r, c], each row as <see cref="Max"/> finds it.</summary>
    /// <param name="x">A [rows, columns] matrix with at least one column.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="maxima">One element per row; its length is the number of rows.</param>
    /// <param name="pool">The threads to share the work.</param>
    /// <exception cref="ArgumentException">The matrix is not rows · columns long, or has no column.</exception>
    public static void RowMaxima(ReadOnlySpan<float> x, int columns, Span<float> maxima, WorkerPool pool)
    {
        if (columns < 1)
        {
            throw new ArgumentException("Rows without columns have no maximum.", nameof(columns));
        }

        CheckMatrix(x, maxima.Length, columns);
        fixed (float* xStart = x)
        fixed (float* maximaStart = maxima)
        {
            RowReduction whole = new(xStart, maxima.Length, columns, maximaStart);
            pool.Run(whole.Pieces, &FindRowMaxima, &whole);
        }
    }

    private static void FindRowMaxima(void* state, int piece)
    {
        ref readonly RowReduction whole = ref *(RowReduction*)state;
        int end = whole.End(piece);
        for (int row = whole.Start(piece); row < end; row++)
        {
            whole.Results[row] = MaxOf(whole.X + ((long)row * whole.Columns), whole.Columns);
        }
    }
}
