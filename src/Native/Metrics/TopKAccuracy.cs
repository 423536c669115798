using Interop.Native.Layers;
using Interop.Native.Losses;

namespace Interop.Native.Metrics;

/// <summary>The share of answers whose right class is among the k largest outputs. Source: D0.</summary>
/// <param name="k">k, 1 or more; with as many as there are classes every answer is right.</param>
/// <exception cref="ArgumentOutOfRangeException">k is below 1.</exception>
public sealed class TopKAccuracy(int k = 5) : ClassificationMetric
{
    private double _right;
    private double _seen;

    /// <summary>k.</summary>
    public int K { get; } = k >= 1 ? k : throw new ArgumentOutOfRangeException(nameof(k), k, "The k of a top-k accuracy is 1 or more.");

    /// <summary>Which of equal outputs come first.</summary>
    public TopKTies Ties { get; init; }

    /// <inheritdoc/>
    public override string Name => $"top_{K}_accuracy";

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

    private protected override void CheckAnswers(PredictionKind kind, int outputs)
    {
        if (kind == PredictionKind.Labels)
        {
            throw LabelsError();
        }
    }

    private protected override void CountLabels(ReadOnlySpan<float> predicted, ReadOnlySpan<float> actual, double cut, double weight) => throw LabelsError();

    private protected override void CountClass(in ClassAnswer answer, double weight)
    {
        // A NaN is larger than nothing, so a right class of NaN must not win.
        var right = answer[answer.Actual];
        var ahead = float.IsNaN(right) ? answer.Classes : 0;
        for (var c = 0; c < answer.Classes; c++)
        {
            var output = answer[c];
            var isAheadOfEqual = Ties switch
            {
                TopKTies.LowerIndex => c < answer.Actual,
                TopKTies.HigherIndex => c > answer.Actual,
                _ => false,
            };
            ahead += output > right || (output == right && isAheadOfEqual) ? 1 : 0;
        }

        _right += ahead < K ? weight : 0;
        _seen += weight;
    }

    private static NetworkException LabelsError() =>
        new("TopKAccuracy ranks the classes of an answer; for labels use Accuracy, or set Kind to PredictionKind.Classes.");
}
