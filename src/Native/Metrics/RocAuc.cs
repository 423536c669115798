using Interop.Native.Layers;
using Interop.Native.Losses;

namespace Interop.Native.Metrics;

/// <summary>
/// Area under the ROC curve: the probability that a random positive has a larger output than a random negative, ties counting half, which the
/// trapezoids under the curve give exactly. Several classes are taken one against the rest, their outputs as probabilities or, of logits, as log-odds
/// <c>x_c − log Σ_{k≠c} e^(x_k)</c>, which have the same order and do not saturate; several labels each by itself. It is not defined,
/// and NaN, where positives or negatives are missing, for a mean if any class lacks them. Keeps all outputs until <see cref="Reset"/>. Source: D0.
/// </summary>
/// <param name="averaging">How the areas of classes or labels become one: macro, weighted, or micro for labels.</param>
public sealed class RocAuc(Averaging averaging = Averaging.Automatic) : ClassificationMetric
{
    private RocPoints[] _points = [];
    private PredictionKind _kind;
    private bool _fromLogits;
    private double[] _logOdds = [];

    /// <inheritdoc/>
    public override string Name => AveragedName.Of("auc", averaging);

    /// <summary>How the areas of classes or labels become one.</summary>
    public Averaging Averaging => averaging;

    /// <summary>The area of each class against the rest, or of each label.</summary>
    public IReadOnlyList<double> PerClass => [.. _points.Select(points => points.Area())];

    /// <inheritdoc/>
    public override double Result
    {
        get
        {
            if (_points.Length == 0)
            {
                return double.NaN;
            }

            if (averaging == Averaging.Binary || (averaging == Averaging.Automatic && _points.Length == 1))
            {
                return Positive();
            }

            if (averaging == Averaging.Micro)
            {
                return _kind == PredictionKind.Labels ? RocPoints.Area(_points) : throw MicroOfClasses();
            }

            double sum = 0;
            double divisor = 0;
            foreach (var points in _points)
            {
                var share = averaging == Averaging.Weighted ? points.PositiveWeight : 1;
                sum += share * points.Area();
                divisor += share;
            }

            return sum / divisor;
        }
    }

    /// <inheritdoc/>
    public override void Reset() => (_points, _logOdds) = ([], []);

    /// <inheritdoc/>
    public override void Update(in LossInputs inputs)
    {
        _kind = inputs.LabelsOrClasses(Kind);
        _fromLogits = inputs.FromLogits;
        base.Update(inputs);
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<double>? SaveState() =>
        [_points.Length, (int)_kind, _fromLogits ? 1 : 0, .. _points.SelectMany(points => points.Save())];

    /// <inheritdoc/>
    protected internal override void RestoreState(IReadOnlyList<double> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        const int header = 3;
        var classes = state.Count < header ? -1 : (int)state[0];
        var perClass = (state.Count - header) / Math.Max(1, classes);
        if (classes < 0 || perClass % 3 != 0 || state.Count != header + (classes * perClass))
        {
            throw NotAState(state);
        }

        Reset();
        (_kind, _fromLogits) = ((PredictionKind)(int)state[1], state[2] != 0);
        if (classes > 0)
        {
            Prepare(classes);
        }

        for (var i = header; i < state.Count; i += 3)
        {
            _points[(i - header) / perClass].Add(state[i], state[i + 1] != 0, state[i + 2]);
        }
    }

    private protected override void CheckAnswers(PredictionKind kind, int outputs)
    {
        if (averaging == Averaging.Micro && kind == PredictionKind.Classes)
        {
            throw MicroOfClasses();
        }

        if (averaging == Averaging.Binary && outputs != 1 && !(outputs == 2 && kind == PredictionKind.Classes))
        {
            throw NotBinary(outputs);
        }
    }

    private protected override void CountLabels(ReadOnlySpan<float> predicted, ReadOnlySpan<float> actual, double cut, double weight)
    {
        // A sigmoid keeps the order, so that logits serve as they are.
        Prepare(predicted.Length);
        for (var label = 0; label < predicted.Length; label++)
        {
            _points[label].Add(predicted[label], actual[label] > 0.5f, weight);
        }
    }

    private protected override void CountClass(in ClassAnswer answer, double weight)
    {
        Prepare(answer.Classes);

        // The order of samples by a class's logit is not that by its probability.
        if (_fromLogits)
        {
            LogOdds(answer, _logOdds);
        }

        for (var c = 0; c < answer.Classes; c++)
        {
            _points[c].Add(_fromLogits ? _logOdds[c] : answer[c], c == answer.Actual, weight);
        }
    }

    // x_c − log Σ_{k≠c} e^(x_k) of every class. The sums lack c from the beginning instead of having it taken away, so that nothing is cancelled.
    private static void LogOdds(in ClassAnswer answer, Span<double> logOdds)
    {
        var at = answer.LargestAt();
        double largest = answer[at];
        double next = double.NegativeInfinity;
        for (var c = 0; c < answer.Classes; c++)
        {
            next = c == at ? next : Math.Max(next, answer[c]);
        }

        double below = 0;
        double besideLargest = 0;
        for (var c = 0; c < answer.Classes; c++)
        {
            logOdds[c] = below;
            below += Math.Exp(answer[c] - largest);
            besideLargest += c == at ? 0 : Math.Exp(answer[c] - next);
        }

        double above = 0;
        for (var c = answer.Classes - 1; c >= 0; c--)
        {
            logOdds[c] = answer[c] - (largest + Math.Log(logOdds[c] + above));
            above += Math.Exp(answer[c] - largest);
        }

        // Measured by the largest, the others may all have vanished. Where there are none, or all are −∞, the odds are ∞.
        logOdds[at] = double.IsNegativeInfinity(next) ? largest + double.PositiveInfinity : largest - (next + Math.Log(besideLargest));
    }

    private double Positive() => _points.Length switch
    {
        1 => _points[0].Area(),
        2 when _kind == PredictionKind.Classes => _points[1].Area(),
        _ => throw NotBinary(_points.Length),
    };

    private static NetworkException MicroOfClasses() => new("The micro average of an AUC is for labels; of classes use macro or weighted.");

    private static NetworkException NotBinary(int outputs) => new($"The binary AUC needs one output or two classes, got {outputs}; choose another averaging.");

    private void Prepare(int classes)
    {
        if (_points.Length == 0)
        {
            _points = [.. Enumerable.Range(0, classes).Select(_ => new RocPoints())];
            _logOdds = new double[classes];
        }
        else if (_points.Length != classes)
        {
            throw new NetworkException($"The AUC has seen {_points.Length} classes and now {classes}; call Reset between data of different kinds.");
        }
    }
}
