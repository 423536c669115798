using System.Runtime.ExceptionServices;
using Interop.Native.Random;

namespace Interop.Native.Data.Batches;

/// <summary>
/// Reads the batches of another feed ahead, on a thread that lives as long as an epoch. Batches come in the same order and with the same
/// content as without it; an error comes where the batch would have come that could not be read.
/// </summary>
internal sealed class LookAheadFeed : BatchFeed
{
    private readonly BatchFeed _inner;
    private readonly BatchBuffer[] _ring;
    private readonly object _gate = new();

    // A full ring is written on only once half of it is free again: one change of threads for several batches, not for each.
    private readonly long _enough;
    private Thread? _thread;
    private ExceptionDispatchInfo? _error;
    private bool _stopping;
    private bool _ended;
    private long _written;
    private long _taken;

    public LookAheadFeed(BatchFeed inner, DataSource data, int batchSize, int depth)
    {
        _inner = inner;
        _enough = Math.Max(1, depth / 2);

        // One more than is read ahead: the batch that the network works on.
        _ring = [.. Enumerable.Range(0, depth + 1).Select(_ => new BatchBuffer(data, batchSize))];
    }

    public override long? BatchesPerEpoch => _inner.BatchesPerEpoch;

    public override void BeginEpoch(int epoch, Generator? shuffle)
    {
        StopThread();
        _inner.BeginEpoch(epoch, shuffle);
        (_written, _taken, _stopping, _ended, _error) = (0, 0, false, false, null);
        foreach (var buffer in _ring)
        {
            buffer.Epoch = epoch;
        }

        _thread = new Thread(ReadEpoch) { IsBackground = true, Name = "Interop look-ahead" };
        _thread.Start();
    }

    public override int Next()
    {
        lock (_gate)
        {
            while (_written == _taken && !_ended)
            {
                Monitor.Wait(_gate);
            }

            if (_written == _taken)
            {
                _error?.Throw();
                return 0;
            }

            _taken++;
            if (Free >= _enough)
            {
                Monitor.PulseAll(_gate);
            }

            return Current.Size;
        }
    }

    public override void Fill(IBatch batch) => Current.CopyTo(batch);

    public override int? Row(int sample) => Current.DataRow(sample);

    public override void Dispose()
    {
        StopThread();
        _inner.Dispose();
    }

    // The batch taken last is still in use: its place is free once the next is taken.
    private long Free => _ring.Length - (_written - Math.Max(0, _taken - 1));

    private BatchBuffer Current => _ring[(_taken - 1) % _ring.Length];

    private void ReadEpoch()
    {
        try
        {
            while (WaitForPlace() && _inner.NextInto(_ring[_written % _ring.Length]) > 0)
            {
                lock (_gate)
                {
                    _written++;
                    Monitor.PulseAll(_gate);
                }
            }
        }
        catch (Exception error)
        {
            // Whatever a data set of the user's throws belongs to the thread that waits for the batch.
            _error = ExceptionDispatchInfo.Capture(error);
        }

        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
    }

    private bool WaitForPlace()
    {
        lock (_gate)
        {
            for (var needed = 1L; !_stopping && Free < needed; needed = _enough)
            {
                Monitor.Wait(_gate);
            }

            return !_stopping;
        }
    }

    private void StopThread()
    {
        if (_thread is null)
        {
            return;
        }

        lock (_gate)
        {
            _stopping = true;
            Monitor.PulseAll(_gate);
        }

        _thread.Join();
        _thread = null;
    }
}
