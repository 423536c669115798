using Interop.Native.Data.Batches;

namespace Interop.Native.Data;

/// <summary>Samples with targets that can be read in any order. Override the members to train on data of your own.</summary>
public abstract class Dataset : DataSource
{
    /// <summary>The number of samples.</summary>
    public abstract int Count { get; }

    /// <summary>
    /// How many batches are read ahead on a thread of their own while the network works; 0 reads each when it is needed. Worth its memory
    /// where reading takes long, as from files or with augmentation. What is read does not depend on it.
    /// </summary>
    public virtual int LookAhead => 0;

    /// <summary>Reads samples into a batch. With <see cref="LookAhead"/> it is called on another thread, one call at a time.</summary>
    /// <param name="rows">Which samples, in the order in which the batch wants them.</param>
    /// <param name="batch">Where to write inputs, targets and weights.</param>
    public abstract void Read(ReadOnlySpan<int> rows, IBatch batch);

    internal sealed override long? SampleCount => Count;

    internal sealed override BatchFeed Open(int batchSize, bool dropLast)
    {
        var feed = new RowFeed(this, batchSize, dropLast);
        return LookAhead > 0 ? new LookAheadFeed(feed, this, batchSize, LookAhead) : feed;
    }
}
