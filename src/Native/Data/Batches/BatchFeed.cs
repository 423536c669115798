using Interop.Native.Random;

namespace Interop.Native.Data.Batches;

/// <summary>Gives the batches of one epoch after the other. For one thread at a time.</summary>
internal abstract class BatchFeed : IDisposable
{
    /// <summary>The batches of an epoch; null where a stream cannot tell.</summary>
    public abstract long? BatchesPerEpoch { get; }

    /// <summary>Goes to the first sample of an epoch, whatever was left of the one before.</summary>
    /// <param name="epoch">The epoch, counted from 1; 0 outside training.</param>
    /// <param name="shuffle">The random order; null for the order of the source. It is drawn from before this returns, and not later.</param>
    public abstract void BeginEpoch(int epoch, Generator? shuffle);

    /// <summary>Goes to the next batch.</summary>
    /// <returns>Its number of samples; 0 at the end of the epoch.</returns>
    public abstract int Next();

    /// <summary>Goes to the next batch and writes it into a buffer for as many samples as a batch has.</summary>
    /// <param name="buffer">The buffer; its size is set.</param>
    /// <returns>Its number of samples; 0 at the end of the epoch.</returns>
    public virtual int NextInto(BatchBuffer buffer)
    {
        buffer.Size = Next();
        if (buffer.Size > 0)
        {
            buffer.ReadFrom(this);
        }

        return buffer.Size;
    }

    /// <summary>Writes the current batch; may be called again.</summary>
    /// <param name="batch">Where to, sized for as many samples as <see cref="Next"/> said.</param>
    public abstract void Fill(IBatch batch);

    /// <summary>Where a sample of the current batch stands in the data set; null where that is not known.</summary>
    /// <param name="sample">Its position in the batch.</param>
    public virtual int? Row(int sample) => null;

    /// <inheritdoc/>
    public abstract void Dispose();
}
