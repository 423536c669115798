namespace Interop.Native.Kernels;

/// <summary>Cuts the result of a product into rectangles, one for each thread that the work can feed.</summary>
/// <remarks>
/// The longer side of the result is cut first, so that of the two operands the larger one is shared out, and each thread
/// keeps the smaller one in its cache.
/// </remarks>
internal readonly unsafe struct GemmSplit
{
    /// <summary>Fewer multiplications than this are not worth another thread: about a microsecond's work.</summary>
    private const long MultiplicationsPerThread = 128 * 1024;

    /// <summary>Edges between rectangles lie on multiples of this many columns, a cache line.</summary>
    private const int ColumnMultiple = 16;

    /// <summary>The least that fills the tiles of the widest vectors.</summary>
    private const int LeastColumns = 64;
    private const int LeastRows = 12;

    private readonly GemmProblem _problem;
    private readonly int _rowParts;
    private readonly int _columnParts;

    public GemmSplit(in GemmProblem problem, int threads)
    {
        _problem = problem;
        long multiplications = (long)problem.Rows * problem.Columns * problem.Depth;
        int parts = (int)Math.Clamp(multiplications / MultiplicationsPerThread, 1, threads);
        int mostColumnParts = Math.Max(1, problem.Columns / LeastColumns);
        int mostRowParts = Math.Max(1, problem.Rows / LeastRows);
        if (problem.Columns >= problem.Rows)
        {
            _columnParts = Math.Min(parts, mostColumnParts);
            _rowParts = Math.Min(parts / _columnParts, mostRowParts);
        }
        else
        {
            _rowParts = Math.Min(parts, mostRowParts);
            _columnParts = Math.Min(parts / _rowParts, mostColumnParts);
        }
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

        long edge = (long)_problem.Columns * part / _columnParts;
        return (int)((edge + (ColumnMultiple / 2)) / ColumnMultiple * ColumnMultiple);
    }
}
