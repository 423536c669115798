using Interop.Native.Data;
using Interop.Native.Tensors;

namespace Interop.Data;

/// <summary>A CSV file in memory.</summary>
/// <param name="Features">The features, [N, F].</param>
/// <param name="Targets">Class indices [N], or numbers [N, 1]; null where no label was named.</param>
/// <param name="FeatureNames">The features' names.</param>
/// <param name="ClassNames">The classes by index; empty where the label is a number or there is none.</param>
/// <param name="SkippedRows">How many rows were left out.</param>
/// <param name="SkippedBecause">Why the first few of them were, with file, line and column.</param>
public sealed record CsvData(
    Tensor Features,
    Tensor? Targets,
    IReadOnlyList<string> FeatureNames,
    IReadOnlyList<string> ClassNames,
    long SkippedRows,
    IReadOnlyList<string> SkippedBecause)
{
    /// <summary>The rows as a network trains on them.</summary>
    /// <exception cref="InvalidOperationException">No label was named.</exception>
    public TensorDataset ToDataset() =>
        new(Features, Targets ?? throw new InvalidOperationException("The file was read without a label; name its column in CsvOptions.Label to train on it."));
}
