using Interop.Native.Losses;

namespace Interop.Native.Training;

/// <summary>
/// The loss of a data set that is seen in batches: for means what it would be in one piece, whatever the sizes and weights of the batches;
/// for sums the mean over batches, weighted by their size.
/// </summary>
internal sealed class LossAverage(Loss loss)
{
    private double _total;
    private double _divisor;

    public double Value => _total / _divisor;

    /// <summary>The sums so far.</summary>
    public double[] Save() => [_total, _divisor];

    /// <summary>Goes on from sums that were saved.</summary>
    public void Restore(IReadOnlyList<double> sums) => (_total, _divisor) = (sums[0], sums[1]);

    public void Add(in LossInputs inputs)
    {
        var (total, divisor) = loss.EvaluateTotal(inputs, default);
        var isMean = loss.Reduction is Reduction.Mean or Reduction.WeightedMean or Reduction.BatchMean;
        _total += isMean ? total : total * inputs.BatchSize;
        _divisor += isMean ? divisor : inputs.BatchSize;
    }
}
