using Interop.Native.Data;
using Interop.Native.Random;
using Interop.Samples.Data;

namespace Interop.Samples.Experiments;

/// <summary>The handwritten digits, split: classes in the same proportions in every part.</summary>
/// <param name="Train">What is trained on.</param>
/// <param name="Validation">What is measured on.</param>
internal sealed record DigitsExample(TensorDataset Train, TensorDataset Validation)
{
    /// <summary>Loads them.</summary>
    /// <param name="trainingSamples">How many to train on; the others are measured on.</param>
    public static DigitsExample Load(int trainingSamples)
    {
        var digits = Digits.Load();
        var share = (double)trainingSamples / digits.Count;
        var split = StratifiedSplit.Create(digits.Targets, new SplitFractions(share, 1 - share, 0), new TorchGenerator(1));
        var all = digits.ToDataset();
        return new DigitsExample(all.Subset(split.Train.AsSpan()), all.Subset(split.Validation.AsSpan()));
    }
}
