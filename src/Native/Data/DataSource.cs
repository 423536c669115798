using Interop.Native.Data.Batches;
using Interop.Native.Tensors;

namespace Interop.Native.Data;

/// <summary>What a network is trained and measured on: a <see cref="Dataset"/>, whose samples can be read in any order, or a
/// <see cref="StreamingDataset"/>, whose samples come one after the other.</summary>
public abstract class DataSource
{
    private protected DataSource()
    {
    }

    /// <summary>The shapes of one sample of each network input.</summary>
    public abstract IReadOnlyList<Shape> InputShapes { get; }

    /// <summary>The shapes of one sample's target for each network output; a class index is a scalar <c>[]</c>.</summary>
    public abstract IReadOnlyList<Shape> TargetShapes { get; }

    /// <summary>Whether samples have weights.</summary>
    public virtual bool HasSampleWeights => false;

    /// <summary>All targets of an output where they are in memory anyway, so that they can be checked before training; null where they are not.</summary>
    /// <param name="output">Which output.</param>
    public virtual Tensor? AllTargets(int output) => null;

    /// <summary>The number of samples; null where a stream cannot tell.</summary>
    internal abstract long? SampleCount { get; }

    /// <summary>Starts to read batches.</summary>
    /// <param name="batchSize">The size of all batches but an epoch's last.</param>
    /// <param name="dropLast">Whether a last short batch is left out.</param>
    internal abstract BatchFeed Open(int batchSize, bool dropLast);
}
