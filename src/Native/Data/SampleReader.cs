namespace Interop.Native.Data;

/// <summary>One pass over a <see cref="StreamingDataset"/>. All calls but the first and the last may come from another thread, one at a time.</summary>
public abstract class SampleReader : IDisposable
{
    /// <summary>Reads the next sample.</summary>
    /// <param name="sample">Where to write it: a batch of one.</param>
    /// <returns>Whether there was one; false at the end, and then nothing is written.</returns>
    public abstract bool Read(IBatch sample);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what the pass holds open, such as a file.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
