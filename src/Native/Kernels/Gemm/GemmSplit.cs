namespace Interop.Native.Kernels;

/// <summary>Cuts the result of a product into rectangles, one for each thread that the work can feed.</summary>
internal readonly unsafe struct GemmSplit
{
    /// <summary>Edges between rectangles lie on multiples of this many columns, a cache line.</summary>
    private const int ColumnMultiple = 16;

    private readonly GemmProblem _problem;
    private readonly int _rowParts;
    private readonly int _columnParts;

    public GemmSplit(in GemmProblem problem, long multiplicationsPerThread, int threads)
    {
        _problem = problem;
        long multiplications = (long)problem.Rows * problem.Columns * problem.Depth;
        int parts = (int)Math.Clamp(multiplications / multiplicationsPerThread, 1, threads);

        // Cutting columns leaves each thread its own part of the right matrix, most often the larger one; narrow
        // results are cut across.
        int widest = Math.Max(1, problem.Columns / (4 * ColumnMultiple));
        _columnParts = problem.Columns >= problem.Rows / 4 ? Math.Min(parts, widest) : 1;
        _rowParts = Math.Max(1, Math.Min(parts / _columnParts, problem.Rows / 4));
    }

    /// <summary>The number of rectangles.</summary>
    public int Parts => _rowParts * _columnParts;

    /// <summary>The product that gives one rectangle.</summary>
    public GemmProblem Part(int part)
    {
        (int rowPart, int columnPart) = Math.DivRem(part, _columnParts);
        int firstRow = (int)((long)_problem.Rows * rowPart / _rowParts);
        int endRow = (int)((long)_problem.Rows * (rowPart + 1) / _rowParts);
        int firstColumn = ColumnEdge(columnPart);
        int endColumn = ColumnEdge(columnPart + 1);
        return _problem.Part(firstRow, endRow - firstRow, firstColumn, endColumn - firstColumn);
    }

    private int ColumnEdge(int part)
    {
        if (part == _columnParts)
        {
            return _problem.Columns;
        }

        int edge = (int)((long)_problem.Columns * part / _columnParts);
        return edge / ColumnMultiple * ColumnMultiple;
    }
}
