using Interop.Native.Losses;

namespace Interop.Native.Metrics;

/// <summary>
/// The share of samples (or elements) that are predicted right. Outputs [N, C] with class indices or one-hot targets: the largest output
/// is the prediction, the first of equals. Outputs [N, 1] or multi-label: each element above the threshold counts as 1. Source: D0.
/// </summary>
/// <param name="threshold">Where a single output turns from 0 to 1.</param>
public sealed class Accuracy(double threshold = 0.5) : Metric
{
    private long _right;
    private long _seen;

    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override double Result => _seen == 0 ? double.NaN : (double)_right / _seen;

    /// <inheritdoc/>
    public override void Reset() => (_right, _seen) = (0, 0);

    /// <inheritdoc/>
    public override void Update(in LossInputs inputs)
    {
        var classes = inputs.PredictionShape.Size;
        for (var sample = 0; sample < inputs.BatchSize; sample++)
        {
            var outputs = inputs.Predictions.Slice(sample * classes, classes);
            if (classes == 1)
            {
                Count(outputs[0] > threshold == inputs.Targets[sample] > threshold);
            }
            else if (inputs.TargetShape.Size == 1)
            {
                Count(LargestAt(outputs) == (int)inputs.Targets[sample]);
            }
            else
            {
                Count(LargestAt(outputs) == LargestAt(inputs.Targets.Slice(sample * classes, classes)));
            }
        }
    }

    private void Count(bool right)
    {
        _right += right ? 1 : 0;
        _seen++;
    }

    private static int LargestAt(ReadOnlySpan<float> values)
    {
        var at = 0;
        for (var i = 1; i < values.Length; i++)
        {
            at = values[i] > values[at] ? i : at;
        }

        return at;
    }
}
