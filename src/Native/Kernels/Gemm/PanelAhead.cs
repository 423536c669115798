namespace Interop.Native.Kernels;

/// <summary>
/// Shares the rows of the panel of the right matrix that comes next out among the tiles of the panel at hand, which ask for them while they
/// are computed. Asked for evenly, lines arrive beside the work; all at once, they would keep the tiles waiting for their own.
/// </summary>
internal readonly unsafe struct PanelAhead
{
    private readonly float* _right;
    private readonly nint _stride;
    private readonly int _rows;
    private readonly int _rowsOfTile;
    private readonly int _rowsAtOnce;

    /// <summary>Shares out a panel.</summary>
    /// <param name="next">The product with the next panel; of depth 0 where nothing is to be asked for.</param>
    /// <param name="tiles">The tiles of the panel at hand.</param>
    /// <param name="depth">Their depth.</param>
    public PanelAhead(in GemmProblem next, int tiles, int depth)
    {
        _right = next.Right;
        _stride = next.RightDepthStride;
        _rows = next.Depth;
        _rowsOfTile = (next.Depth + tiles - 1) / tiles;
        var occasions = Math.Max(1, depth / GemmTile.DepthsBetweenRequests);
        _rowsAtOnce = (_rowsOfTile + occasions - 1) / occasions;
    }

    /// <summary>Tells a tile what to ask for.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="index">Its position in the panel.</param>
    public void Give(ref GemmTile tile, int index)
    {
        var first = Math.Min(index * _rowsOfTile, _rows);
        tile.RightAhead = _right + (first * _stride);
        tile.RightAheadStride = _stride;
        tile.RightAheadRows = Math.Min(_rowsOfTile, _rows - first);
        tile.RightAheadRowsAtOnce = _rowsAtOnce;
    }
}
