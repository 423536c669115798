using System.Collections;
using Interop.Native.Layers;
using Interop.Native.Random;

namespace Interop.Native.Data;

/// <summary>
/// Batches for training loops of one's own; each <c>foreach</c> is an epoch. PyTorch's <c>DataLoader</c>, and with a
/// <see cref="TorchGenerator"/> of the same seed in the same order: every epoch draws first a word of 64 bits, as PyTorch does for its
/// workers, then the order, and at its end another. Source: D4.
/// </summary>
/// <example>
/// <code>
/// var trainLoader = new DataLoader(trainData, batchSize: 64, shuffle: true);
/// foreach (var (features, targets) in trainLoader)
/// {
///     var logits = session.Forward(features);
///     var cost = session.Cost(targets);
///     session.Backward();
///     session.Step();
/// }
/// </code>
/// </example>
/// <remarks>Batch gradient descent is a batch of all samples, stochastic gradient descent a batch of 1 (D1).</remarks>
public sealed class DataLoader : IEnumerable<Batch>
{
    private readonly Generator _generator;

    /// <summary>Says how the samples of a source become batches.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="batchSize">The size of all batches but an epoch's last, 1 or more.</param>
    /// <param name="shuffle">Whether each epoch has the samples in a new order.</param>
    /// <param name="dropLast">Whether a last short batch is left out.</param>
    /// <param name="generator">The random orders; seed 0 when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1.</exception>
    public DataLoader(DataSource data, int batchSize = 1, bool shuffle = false, bool dropLast = false, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        Data = data;
        BatchSize = batchSize;
        Shuffle = shuffle;
        DropLast = dropLast;
        _generator = generator ?? new TorchGenerator(0);
    }

    /// <summary>The samples.</summary>
    public DataSource Data { get; }

    /// <summary>The size of all batches but an epoch's last.</summary>
    public int BatchSize { get; }

    /// <summary>Whether each epoch has the samples in a new order.</summary>
    public bool Shuffle { get; }

    /// <summary>Whether a last short batch is left out.</summary>
    public bool DropLast { get; }

    /// <summary>The epochs begun so far; set it to go on with an earlier training's.</summary>
    public int Epoch { get; set; }

    /// <summary>The batches of an epoch; null where a stream cannot tell.</summary>
    public long? Count => DropLast ? Data.SampleCount / BatchSize : (Data.SampleCount + BatchSize - 1) / BatchSize;

    /// <summary>The batches of the next epoch.</summary>
    /// <exception cref="NetworkException">A stream's sample has a NaN.</exception>
    public IEnumerator<Batch> GetEnumerator()
    {
        Epoch++;
        var epoch = Epoch;
        using var feed = Data.Open(BatchSize, DropLast);
        if (Shuffle)
        {
            _generator.NextUInt64();
        }

        feed.BeginEpoch(epoch, Shuffle ? _generator : null);
        for (var size = feed.Next(); size > 0; size = feed.Next())
        {
            var batch = new Batch(Data, size, epoch);
            feed.Fill(batch);
            yield return batch;
        }

        if (Shuffle && Data is Dataset rows)
        {
            // PyTorch's sampler draws a second order at the end of an epoch, of which it uses nothing.
            _generator.Permutation(new int[rows.Count]);
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
