using System.Numerics;

namespace Interop.MLNetExtensions.Rows;

/// <summary>Rows of the same length in blocks of memory, found by their number alone. A block grows to its size, then the next begins.</summary>
internal sealed class DenseRows
{
    // 64 KiB. For an array from 85,000 bytes on, the garbage collector would look through all objects there are, time and again while rows are read.
    private const int BlockValues = 1 << 14;
    private const int FirstRows = 1 << 10;

    private readonly List<float[]> _blocks = [];
    private readonly int _length;
    private readonly int _shift;

    /// <summary>Makes an empty store.</summary>
    /// <param name="length">The length of a row.</param>
    /// <param name="expected">How many rows will come; null where that is not known.</param>
    public DenseRows(int length, long? expected)
    {
        _length = length;
        _shift = BitOperations.Log2((uint)Math.Max(1, BlockValues / Math.Max(1, length)));
        Expected = expected;
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; private set; }

    private long? Expected { get; }

    private int BlockRows => 1 << _shift;

    /// <summary>A row.</summary>
    /// <param name="row">Its number.</param>
    public ReadOnlySpan<float> this[int row] => _blocks[row >> _shift].AsSpan((row & (BlockRows - 1)) * _length, _length);

    /// <summary>Keeps a copy of a row.</summary>
    /// <param name="values">The row.</param>
    public void Add(ReadOnlySpan<float> values)
    {
        var (block, start) = (Count >> _shift, (Count & (BlockRows - 1)) * _length);
        if (block == _blocks.Count)
        {
            var rows = (int)Math.Clamp((Expected ?? FirstRows) - Count, Math.Min(FirstRows, BlockRows), BlockRows);
            _blocks.Add(GC.AllocateUninitializedArray<float>(rows * _length));
        }
        else if (start + _length > _blocks[block].Length)
        {
            var grown = GC.AllocateUninitializedArray<float>(Math.Min(2 * (start / Math.Max(1, _length)), BlockRows) * _length);
            _blocks[block].CopyTo(grown, 0);
            _blocks[block] = grown;
        }

        values.CopyTo(_blocks[block].AsSpan(start));
        Count++;
    }
}
