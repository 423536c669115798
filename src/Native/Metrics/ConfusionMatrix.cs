using Interop.Native.Layers;
using Interop.Native.Losses;

namespace Interop.Native.Metrics;

/// <summary>
/// How often each class was answered with each: <see cref="Table"/>. As a figure in histories it is the share of right answers. A single output
/// has two classes, no and yes; of several labels, measure each alone. Source: D0.
/// </summary>
public sealed class ConfusionMatrix : ClassificationMetric
{
    private double[,] _counts = new double[0, 0];

    /// <inheritdoc/>
    public override string Name => "confusion_matrix";

    /// <inheritdoc/>
    public override double Result => Table.Accuracy;

    /// <summary>The counts so far.</summary>
    public ConfusionTable Table => new(_counts);

    /// <inheritdoc/>
    public override void Reset() => _counts = new double[0, 0];

    /// <inheritdoc/>
    protected internal override IReadOnlyList<double>? SaveState() => [.. _counts.Cast<double>()];

    /// <inheritdoc/>
    protected internal override void RestoreState(IReadOnlyList<double> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var classes = (int)Math.Sqrt(state.Count);
        _counts = classes * classes == state.Count ? new double[classes, classes] : throw NotAState(state);
        for (var i = 0; i < state.Count; i++)
        {
            _counts[i / classes, i % classes] = state[i];
        }
    }

    private protected override void CheckAnswers(PredictionKind kind, int outputs)
    {
        if (kind == PredictionKind.Labels && outputs != 1)
        {
            throw new NetworkException($"A confusion matrix has one answer for each sample, got {outputs} labels; measure each label alone.");
        }
    }

    private protected override void CountLabels(ReadOnlySpan<float> predicted, ReadOnlySpan<float> actual, double cut, double weight)
    {
        CheckAnswers(PredictionKind.Labels, predicted.Length);
        Prepare(2);
        _counts[actual[0] > 0.5f ? 1 : 0, predicted[0] > cut ? 1 : 0] += weight;
    }

    private protected override void CountClass(in ClassAnswer answer, double weight)
    {
        Prepare(answer.Classes);
        _counts[answer.Actual, answer.LargestAt()] += weight;
    }

    private void Prepare(int classes)
    {
        if (_counts.Length == 0)
        {
            _counts = new double[classes, classes];
        }
        else if (_counts.GetLength(0) != classes)
        {
            throw new NetworkException($"The confusion matrix has seen {_counts.GetLength(0)} classes and now {classes}; call Reset between data of different kinds.");
        }
    }
}
