using Interop.Native.Tensors;

namespace Interop.Native.Data;

/// <summary>Samples with targets that can be read in any order. Override the members to train on data of your own.</summary>
public abstract class Dataset
{
    /// <summary>The number of samples.</summary>
    public abstract int Count { get; }

    /// <summary>The shapes of one sample of each network input.</summary>
    public abstract IReadOnlyList<Shape> InputShapes { get; }

    /// <summary>The shapes of one sample's target for each network output; a class index is a scalar <c>[]</c>.</summary>
    public abstract IReadOnlyList<Shape> TargetShapes { get; }

    /// <summary>Whether samples have weights.</summary>
    public virtual bool HasSampleWeights => false;

    /// <summary>Reads samples into a batch.</summary>
    /// <param name="rows">Which samples, in the order in which the batch wants them.</param>
    /// <param name="batch">Where to write inputs, targets and weights.</param>
    public abstract void Read(ReadOnlySpan<int> rows, IBatch batch);
}
