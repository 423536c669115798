namespace Interop.Native.Kernels;

/// <summary>A block of rows, or a part of one row.</summary>
/// <param name="FirstRow">The first row, counted through all samples and outer axes.</param>
/// <param name="EndRow">Behind the last row.</param>
/// <param name="First">The first element of each row.</param>
/// <param name="End">Behind the last element of each row.</param>
internal readonly record struct RowBlock(int FirstRow, int EndRow, int First, int End)
{
    /// <summary>The elements of each row.</summary>
    public int Length => End - First;
}

/// <summary>Rows of equal length cut into blocks of about as many elements as asked; a longer row into parts.</summary>
internal readonly struct RowBlocks
{
    private readonly int _rows;
    private readonly int _length;
    private readonly int _rowsPerBlock;
    private readonly int _parts;

    /// <summary>Cuts rows.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="length">The elements of a row.</param>
    /// <param name="elements">About how many elements a block should have.</param>
    public RowBlocks(int rows, int length, int elements)
    {
        _rows = rows;
        _length = length;
        _parts = length > 2 * elements ? (length + elements - 1) / elements : 1;
        int blocks = (int)(((long)rows * length / elements) + 1);
        _rowsPerBlock = _parts > 1 ? 1 : Math.Max(1, rows / Math.Clamp(rows, 1, blocks));
        RowGroups = (rows + _rowsPerBlock - 1) / _rowsPerBlock;
    }

    /// <summary>The number of blocks.</summary>
    public int Count => RowGroups * _parts;

    private int RowGroups { get; }

    /// <summary>One of the blocks.</summary>
    public RowBlock this[int index]
    {
        get
        {
            (int group, int part) = Math.DivRem(index, _parts);
            int firstRow = group * _rowsPerBlock;
            return new RowBlock(
                firstRow,
                Math.Min(_rows, firstRow + _rowsPerBlock),
                (int)((long)_length * part / _parts),
                (int)((long)_length * (part + 1) / _parts));
        }
    }
}
