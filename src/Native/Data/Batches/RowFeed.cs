using Interop.Native.Random;

namespace Interop.Native.Data.Batches;

/// <summary>Batches of a data set that can be read in any order: the rows of a random order, or of the data set's own, a batch at a time.</summary>
internal sealed class RowFeed : BatchFeed
{
    private readonly Dataset _data;
    private readonly int _batchSize;
    private readonly int _end;
    private readonly int[] _order;
    private int _start;
    private int _size;

    public RowFeed(Dataset data, int batchSize, bool dropLast)
    {
        _data = data;
        _batchSize = batchSize;
        _order = [.. Enumerable.Range(0, data.Count)];
        _end = dropLast ? data.Count / batchSize * batchSize : data.Count;
    }

    public override long? BatchesPerEpoch => ((long)_end + _batchSize - 1) / _batchSize;

    public override void BeginEpoch(int epoch, Generator? shuffle)
    {
        shuffle?.Permutation(_order);
        _start = 0;
        _size = 0;
    }

    public override int Next()
    {
        _start += _size;
        _size = Math.Min(_batchSize, _end - _start);
        return _size;
    }

    public override void Fill(IBatch batch) => _data.Read(_order.AsSpan(_start, _size), batch);

    public override int? Row(int sample) => _order[_start + sample];

    public override void Dispose()
    {
    }
}
