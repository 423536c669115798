using Interop.Native.Data.Batches;

namespace Interop.Native.Data;

/// <summary>
/// Samples that come one after the other, from files larger than memory or from anywhere else. They are read ahead on a thread of their own;
/// in memory are never more than the shuffle buffer and the batches read ahead. Override the members to train on a source of your own.
/// </summary>
/// <remarks>
/// Shuffling takes <see cref="ShuffleBuffer"/> samples into memory and gives out one of them at random, whose place the next sample takes, as
/// tf.data's <c>shuffle</c> does. The order follows from the generator of the training alone, never from timing.
/// </remarks>
public abstract class StreamingDataset : DataSource
{
    private readonly int _shuffleBuffer = 1024;
    private readonly int _lookAhead = 2;

    /// <summary>The number of samples of one pass, for progress and for regularizers that divide by it; null where it is not known.</summary>
    public virtual long? Count => null;

    /// <summary>From how many samples the next is drawn where training shuffles; 1,024 by default. 1 keeps the order of the stream.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int ShuffleBuffer
    {
        get => _shuffleBuffer;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _shuffleBuffer = value;
        }
    }

    /// <summary>How many batches are read ahead while the network works; 2 by default. 0 reads each when it is needed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int LookAhead
    {
        get => _lookAhead;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _lookAhead = value;
        }
    }

    /// <summary>Starts a pass at the first sample. Called once for each epoch; the reader is disposed at its end.</summary>
    public abstract SampleReader OpenReader();

    internal sealed override long? SampleCount => Count;

    internal sealed override BatchFeed Open(int batchSize, bool dropLast)
    {
        var feed = new StreamFeed(this, batchSize, dropLast);
        return LookAhead > 0 ? new LookAheadFeed(feed, this, batchSize, LookAhead) : feed;
    }
}
