using Interop.Native.Data;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Samples.Data;

namespace Interop.EndToEnd.Tests;

/// <summary>A shipped data set, split in three and standardized by its training part.</summary>
/// <param name="Train">The part that is trained on.</param>
/// <param name="Validation">The part that decides when to stop.</param>
/// <param name="Test">The part that is looked at once.</param>
internal sealed record PreparedData(TensorDataset Train, TensorDataset Validation, TensorDataset Test)
{
    /// <summary>Splits and standardizes: 60 % to train, 20 % to validate, 20 % to test; classes in the same proportions everywhere.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="seed">What the split is drawn from.</param>
    public static PreparedData Of(SampleData data, ulong seed = 1)
    {
        var generator = new TorchGenerator(seed);
        var fractions = new SplitFractions(0.6, 0.2, 0.2);
        var split = data.ClassNames.Count > 0
            ? StratifiedSplit.Create(data.Targets, fractions, generator)
            : Split.Create(data.Count, fractions, generator);
        var standardizer = Standardizer.Fit(data.Features.Gather(split.Train.AsSpan()));
        TensorDataset Part(ReadOnlySpan<int> rows) => new(standardizer.Apply(data.Features.Gather(rows)), data.Targets.Gather(rows));
        return new PreparedData(Part(split.Train.AsSpan()), Part(split.Validation.AsSpan()), Part(split.Test.AsSpan()));
    }
}
