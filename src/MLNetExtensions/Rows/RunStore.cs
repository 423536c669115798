namespace Interop.MLNetExtensions.Rows;

/// <summary>Runs of values in blocks of memory, so that no array grows by copying and none needs to be larger than a block or a run.</summary>
/// <typeparam name="T">The type of a value.</typeparam>
internal sealed class RunStore<T>
{
    private const int BlockSize = 1 << 18;

    private readonly List<T[]> _blocks = [];
    private int _used;

    /// <summary>Keeps a copy of a run.</summary>
    /// <param name="run">The values.</param>
    /// <returns>Where it lies.</returns>
    public (int Block, int Start) Add(ReadOnlySpan<T> run)
    {
        if (_blocks.Count == 0 || _blocks[^1].Length - _used < run.Length)
        {
            _blocks.Add(new T[Math.Max(BlockSize, run.Length)]);
            _used = 0;
        }

        var start = _used;
        run.CopyTo(_blocks[^1].AsSpan(start));
        _used += run.Length;
        return (_blocks.Count - 1, start);
    }

    /// <summary>A run.</summary>
    /// <param name="block">Its block.</param>
    /// <param name="start">Where it begins there.</param>
    /// <param name="length">Its length.</param>
    public ReadOnlySpan<T> Get(int block, int start, int length) => _blocks[block].AsSpan(start, length);
}
