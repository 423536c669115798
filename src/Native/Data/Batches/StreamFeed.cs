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
    private readonly BatchBuffer _batch;
    private readonly BufferRow _batchRow;
    private BatchBuffer? _pool;
    private BufferRow? _poolRow;
    private SampleReader? _reader;
    private bool _shuffles;
    private long _position;

    public StreamFeed(StreamingDataset data, int batchSize, bool dropLast)
    {
        _data = data;
        _batchSize = batchSize;
        _dropLast = dropLast;
        _batch = new BatchBuffer(data, batchSize);
        _batchRow = new BufferRow(_batch);
    }

    public override long? BatchesPerEpoch => _dropLast ? _data.Count / _batchSize : (_data.Count + _batchSize - 1) / _batchSize;

    public override void BeginEpoch(int epoch, Generator? shuffle)
    {
        Dispose();
        _shuffles = shuffle is not null && _data.ShuffleBuffer > 1;
        if (_shuffles)
        {
            _pool ??= new BatchBuffer(_data, _data.ShuffleBuffer);
            _poolRow ??= new BufferRow(_pool);
            _draws.Reseed(shuffle!.NextUInt64());
            _pool.Size = 0;
            _pool.Epoch = epoch;
        }

        _batch.Epoch = epoch;
        _position = 0;
        _reader = _data.OpenReader();
    }

    public override int Next()
    {
        _batch.Size = 0;
        while (_batch.Size < _batchSize && (_shuffles ? Draw() : Take(_batch, _batchRow, _batch.Size)))
        {
            _batch.Size++;
        }

        if (_dropLast && _batch.Size < _batchSize)
        {
            _batch.Size = 0;
        }

        return _batch.Size;
    }

    public override void Fill(IBatch batch) => _batch.CopyTo(batch);

    public override void Dispose()
    {
        _reader?.Dispose();
        _reader = null;
    }

    // Moves a random sample of the pool into the batch; the stream's next takes its place, or the pool's last once the stream has ended.
    private bool Draw()
    {
        while (_pool!.Size < _data.ShuffleBuffer && Take(_pool, _poolRow!, _pool.Size))
        {
            _pool.Size++;
        }

        if (_pool.Size == 0)
        {
            return false;
        }

        var drawn = _draws.NextInt(_pool.Size);
        _batch.CopyRow(_batch.Size, _pool, drawn);
        if (!Take(_pool, _poolRow!, drawn))
        {
            _pool.Size--;
            _pool.CopyRow(drawn, _pool, _pool.Size);
        }

        return true;
    }

    private bool Take(BatchBuffer buffer, BufferRow view, int row)
    {
        view.Row = row;
        if (_reader is null || !_reader.Read(view))
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
