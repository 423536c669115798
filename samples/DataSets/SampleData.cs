using Interop.Native.Data;
using Interop.Native.Tensors;

namespace Interop.Samples.Data;

/// <summary>A data set in memory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Features">The measures, [N, features].</param>
/// <param name="Targets">Class indices [N], or values [N, 1] of a regression.</param>
/// <param name="ClassNames">The classes by index; empty for a regression.</param>
public sealed record SampleData(string Name, Tensor Features, Tensor Targets, IReadOnlyList<string> ClassNames)
{
    /// <summary>The number of samples.</summary>
    public int Count => Features.Shape[0];

    /// <summary>The samples as <c>Fit</c> takes them.</summary>
    public TensorDataset ToDataset() => new(Features, Targets);

    /// <summary>Some of the samples, copied.</summary>
    /// <param name="rows">Which, in order.</param>
    public TensorDataset Subset(ReadOnlySpan<int> rows) => ToDataset().Subset(rows);
}
