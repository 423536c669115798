using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Data.Batches;

/// <summary>Batches of a stream: samples in its order, or drawn from a buffer that the stream refills.</summary>
internal sealed class StreamFeed : BatchFeed
{
    private readonly StreamingDataset _data;
    private readonly int _batchSize;
    private readonly bool _dropLast;
    private readonly TorchGenerator _draws = new(0);
    private BatchBuffer? _batch;
    private BatchBuffer? _pool;
    private SampleReader? _reader;
    private bool _shuffles;
    private long _position;
    private int _epoch;

    public StreamFeed(StreamingDataset data, int batchSize, bool dropLast)
    {
        _data = data;
        _batchSize = batchSize;
        _dropLast = dropLast;
    }

    public override long? BatchesPerEpoch => _dropLast ? _data.Count / _batchSize : (_data.Count + _batchSize - 1) / _batchSize;

    public override void BeginEpoch(int epoch, Generator? shuffle)
    {
        Dispose();
        _shuffles = shuffle is not null && _data.ShuffleBuffer > 1;
        if (_shuffles)
        {
            _pool ??= new BatchBuffer(_data, _data.ShuffleBuffer);
            _draws.Reseed(shuffle!.NextUInt64());
            _pool.Size = 0;
            _pool.Epoch = epoch;
        }

        _epoch = epoch;
        _position = 0;
        _reader = _data.OpenReader();
    }

    public override int Next() => NextInto(_batch ??= new BatchBuffer(_data, _batchSize));

    public override int NextInto(BatchBuffer buffer)
    {
        (buffer.Epoch, buffer.Size) = (_epoch, 0);
        while (buffer.Size < _batchSize && (_shuffles ? Draw(buffer) : Take(buffer, buffer.Size)))
        {
            buffer.Size++;
        }

        if (_dropLast && buffer.Size < _batchSize)
        {
            buffer.Size = 0;
        }

        return buffer.Size;
    }

    public override void Fill(IBatch batch) => _batch!.CopyTo(batch);

    public override void Dispose()
    {
        _reader?.Dispose();
        _reader = null;
    }

    // Moves a random sample of the pool into the batch; the stream's next takes its place, or the pool's last once the stream has ended.
    private bool Draw(BatchBuffer batch)
    {
        while (_pool!.Size < _data.ShuffleBuffer && Take(_pool, _pool.Size))
        {
            _pool.Size++;
        }

        if (_pool.Size == 0)
        {
            return false;
        }

        var drawn = _draws.NextInt(_pool.Size);
        batch.CopyRow(batch.Size, _pool, drawn);
        if (!Take(_pool, drawn))
        {
            _pool.Size--;
            _pool.CopyRow(drawn, _pool, _pool.Size);
        }

        return true;
    }

    private bool Take(BatchBuffer buffer, int row)
    {
        buffer.View.Row = row;
        if (_reader is null || !_reader.Read(buffer.View))
        {
            Dispose();
            return false;
        }

        for (var i = 0; i < buffer.InputCount; i++)
        {
            var at = NumberCheck.FirstNaN(buffer.InputRow(i, row));
            if (at >= 0)
            {
                throw new NetworkException($"Sample {_position} of the stream has a NaN in input {i} at element {at}; fill in or leave out missing values first.");
            }
        }

        _position++;
        return true;
    }
}
