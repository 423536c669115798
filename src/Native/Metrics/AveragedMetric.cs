using Interop.Native.Layers;
using Interop.Native.Losses;

namespace Interop.Native.Metrics;

/// <summary>
/// A figure of each class, made of how often it was right, predicted and predicted rightly, and averaged: <see cref="Precision"/>,
/// <see cref="Recall"/>, <see cref="F1"/>. A single output is two classes, no and yes; several labels are a class each.
/// </summary>
public abstract class AveragedMetric : ClassificationMetric
{
    private readonly Averaging _averaging;
    private bool _areLabels;
    private bool _isOneOutput;
    private double[] _hits = [];
    private double[] _predicted = [];
    private double[] _actual = [];
    private bool[] _occurs = [];

    private protected AveragedMetric(Averaging averaging) => _averaging = averaging;

    /// <summary>What the figures are, with how they are averaged where that was said: <c>f1</c>, <c>f1_macro</c>.</summary>
    public sealed override string Name => AveragedName.Of(Figures, _averaging);

    /// <summary>How the figures of the classes become one.</summary>
    public Averaging Averaging => _averaging;

    /// <summary>What the figures are.</summary>
    private protected abstract string Figures { get; }

    /// <summary>The figure where it is 0/0, as the precision of a class that is never predicted; scikit-learn's <c>zero_division</c>, 0.</summary>
    public double ZeroDivision { get; init; }

    /// <summary>Whether a mean over classes counts those that are neither predicted nor right anywhere; scikit-learn leaves them out unless told its labels.</summary>
    public bool CountsAbsentClasses { get; init; }

    /// <summary>The figure of each class or label. A single output has two classes, no and yes.</summary>
    public IReadOnlyList<double> PerClass => [.. _hits.Select((_, c) => Figure(_hits[c], _predicted[c], _actual[c]))];

    /// <summary>How often each class was right, by sample weights where they count.</summary>
    public IReadOnlyList<double> Support => [.. _actual];

    /// <inheritdoc/>
    public override double Result
    {
        get
        {
            if (_hits.Length == 0)
            {
                return double.NaN;
            }

            var averaging = _averaging == Averaging.Automatic ? (_isOneOutput ? Averaging.Binary : Averaging.Macro) : _averaging;
            return averaging switch
            {
                Averaging.Binary => Positive(),
                Averaging.Micro => Figure(_hits.Sum(), _predicted.Sum(), _actual.Sum()),
                _ => Mean(byFrequency: averaging == Averaging.Weighted),
            };
        }
    }

    /// <inheritdoc/>
    public override void Reset() => (_hits, _predicted, _actual, _occurs) = ([], [], [], []);

    /// <summary>The figure of one class.</summary>
    /// <param name="hits">How often it was predicted rightly.</param>
    /// <param name="predicted">How often it was predicted.</param>
    /// <param name="actual">How often it was right.</param>
    private protected abstract double Figure(double hits, double predicted, double actual);

    /// <summary>The quotient, or <see cref="ZeroDivision"/>.</summary>
    private protected double Quotient(double numerator, double denominator) => denominator == 0 ? ZeroDivision : numerator / denominator;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<double>? SaveState() => [_areLabels ? 1 : 0, _isOneOutput ? 1 : 0, .. _hits, .. _predicted, .. _actual, .. _occurs.Select(occurs => occurs ? 1.0 : 0)];

    /// <inheritdoc/>
    protected internal override void RestoreState(IReadOnlyList<double> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var classes = (state.Count - 2) / 4;
        if (state.Count < 2 || state.Count != 2 + (4 * classes))
        {
            throw NotAState(state);
        }

        (_areLabels, _isOneOutput) = (state[0] != 0, state[1] != 0);
        double[] Part(int index) => [.. state.Skip(2 + (index * classes)).Take(classes)];
        (_hits, _predicted, _actual) = (Part(0), Part(1), Part(2));
        _occurs = [.. Part(3).Select(occurs => occurs != 0)];
    }

    private protected override void CheckAnswers(PredictionKind kind, int outputs)
    {
        if (_averaging == Averaging.Binary && outputs != (kind == PredictionKind.Labels ? 1 : 2))
        {
            throw NotBinary(outputs);
        }
    }

    private protected override void CountLabels(ReadOnlySpan<float> predicted, ReadOnlySpan<float> actual, double cut, double weight)
    {
        _isOneOutput = predicted.Length == 1;
        _areLabels = !_isOneOutput;
        if (_isOneOutput)
        {
            Prepare(2);
            Count(predicted[0] > cut ? 1 : 0, actual[0] > 0.5f ? 1 : 0, weight);
            return;
        }

        Prepare(predicted.Length);
        for (var label = 0; label < predicted.Length; label++)
        {
            var isPredicted = predicted[label] > cut;
            var isActual = actual[label] > 0.5f;
            _predicted[label] += isPredicted ? weight : 0;
            _actual[label] += isActual ? weight : 0;
            _hits[label] += isPredicted && isActual ? weight : 0;
        }
    }

    private protected override void CountClass(in ClassAnswer answer, double weight)
    {
        (_isOneOutput, _areLabels) = (false, false);
        Prepare(answer.Classes);
        Count(answer.LargestAt(), answer.Actual, weight);
    }

    private void Count(int predicted, int actual, double weight)
    {
        _predicted[predicted] += weight;
        _actual[actual] += weight;
        _hits[actual] += predicted == actual ? weight : 0;
        _occurs[predicted] = true;
        _occurs[actual] = true;
    }

    private void Prepare(int classes)
    {
        if (_hits.Length == 0)
        {
            (_hits, _predicted, _actual, _occurs) = (new double[classes], new double[classes], new double[classes], new bool[classes]);
        }
        else if (_hits.Length != classes)
        {
            throw new NetworkException($"{GetType().Name} has seen {_hits.Length} classes and now {classes}; call Reset between data of different kinds.");
        }
    }

    private double Positive() => _hits.Length == 2 && !_areLabels
        ? Figure(_hits[1], _predicted[1], _actual[1])
        : throw NotBinary(_hits.Length);

    private NetworkException NotBinary(int outputs) => new($"The binary {Figures} needs one output or two classes, got {outputs}; choose another averaging.");

    private double Mean(bool byFrequency)
    {
        double sum = 0;
        double divisor = 0;
        for (var c = 0; c < _hits.Length; c++)
        {
            if (_areLabels || CountsAbsentClasses || _occurs[c])
            {
                var share = byFrequency ? _actual[c] : 1;
                sum += share * Figure(_hits[c], _predicted[c], _actual[c]);
                divisor += share;
            }
        }

        return Quotient(sum, divisor);
    }
}
