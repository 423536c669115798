namespace Interop.Native.Metrics;

/// <summary>
/// The share of answers that are right: of samples for classes, of single labels for several labels (Keras' binary accuracy) or of samples
/// whose labels are all right (<see cref="ExactMatch"/>). Source: D0.
/// </summary>
public sealed class Accuracy : ClassificationMetric
{
    private double _right;
    private double _seen;

    /// <summary>Makes the metric.</summary>
    /// <param name="threshold">Where a label's probability turns from no to yes.</param>
    public Accuracy(double threshold = 0.5) => Threshold = threshold;

    /// <summary>Whether a sample of several labels counts as right only if all of them are: scikit-learn's subset accuracy.</summary>
    public bool ExactMatch { get; init; }

    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override double Result => _seen == 0 ? double.NaN : _right / _seen;

    /// <inheritdoc/>
    public override void Reset() => (_right, _seen) = (0, 0);

    /// <inheritdoc/>
    protected internal override IReadOnlyList<double>? SaveState() => [_right, _seen];

    /// <inheritdoc/>
    protected internal override void RestoreState(IReadOnlyList<double> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        (_right, _seen) = state.Count == 2 ? (state[0], state[1]) : throw NotAState(state);
    }

    private protected override void CountLabels(ReadOnlySpan<float> predicted, ReadOnlySpan<float> actual, double cut, double weight)
    {
        var right = 0;
        for (var i = 0; i < predicted.Length; i++)
        {
            right += predicted[i] > cut == actual[i] > 0.5f ? 1 : 0;
        }

        if (ExactMatch)
        {
            _right += right == predicted.Length ? weight : 0;
            _seen += weight;
        }
        else
        {
            _right += weight * right;
            _seen += weight * predicted.Length;
        }
    }

    private protected override void CountClass(in ClassAnswer answer, double weight)
    {
        _right += answer.LargestAt() == answer.Actual ? weight : 0;
        _seen += weight;
    }
}
