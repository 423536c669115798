using Interop.Native.Losses;
using Interop.Native.Training;

namespace Interop.Native.Metrics;

/// <summary>
/// Logarithmic loss of probabilities: binary cross-entropy of labels, categorical cross-entropy of classes, natural logarithm, mean over all
/// answers. Probabilities are held to [ε, 1 − ε] and those of classes divided by their sum, as scikit-learn does; logits are read as they are.
/// </summary>
/// <param name="epsilon">ε; by default that of float32, 1.1920929e-7, as scikit-learn.</param>
public sealed class LogLoss(float epsilon = 1.1920929e-7f) : Metric
{
    private LossAverage? _average;
    private IReadOnlyList<double>? _restored;

    /// <summary>What the outputs say, where neither the loss nor the shape tells: <see cref="PredictionKind.Labels"/> for several labels.</summary>
    public PredictionKind Kind { get; init; }

    /// <summary>A class index of targets that do not count; PyTorch's −100.</summary>
    public int IgnoreIndex { get; init; } = -100;

    /// <summary>Probabilities are kept this far from 0 and 1.</summary>
    public float Epsilon => epsilon;

    /// <inheritdoc/>
    public override string Name => "log_loss";

    /// <inheritdoc/>
    public override double Result => _average?.Value ?? double.NaN;

    /// <inheritdoc/>
    public override void Reset() => (_average, _restored) = (null, null);

    /// <inheritdoc/>
    protected internal override IReadOnlyList<double>? SaveState() => _average?.Save() ?? _restored ?? [];

    /// <inheritdoc/>
    protected internal override void RestoreState(IReadOnlyList<double> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _restored = state.Count is 0 or 2 ? state : throw NotAState(state);
    }

    /// <inheritdoc/>
    protected internal override void CheckShapes(in LossInputs inputs) => LossFor(inputs);

    /// <inheritdoc/>
    public override void Update(in LossInputs inputs)
    {
        if (_average is null)
        {
            _average = new LossAverage(LossFor(inputs));
            _average.Restore(_restored is { Count: 2 } ? _restored : [0, 0]);
        }

        _average.Add(UsesSampleWeights ? inputs : inputs.WithoutWeights());
    }

    private Loss LossFor(in LossInputs inputs)
    {
        Loss loss = inputs.LabelsOrClasses(Kind) == PredictionKind.Labels
            ? new BinaryCrossentropy(inputs.FromLogits) { Reduction = Reduction.WeightedMean, ClipProbabilities = epsilon }
            : new CategoricalCrossentropy(inputs.FromLogits)
            {
                Reduction = Reduction.WeightedMean,
                ClipProbabilities = epsilon,
                NormalizeProbabilities = true,
                IgnoreIndex = IgnoreIndex,
                ClassAxis = inputs.ClassAxis,
            };
        loss.CheckShapes(inputs.PredictionShape, inputs.TargetShape);
        return loss;
    }
}
