using Interop.Native.Losses;
using Interop.Native.Training;

namespace Interop.Native.Metrics;

/// <summary>
/// A loss as a metric: mean squared error, mean absolute error and every other, over everything seen, whatever the sizes of the batches.
/// Where samples have weights, a loss with <see cref="Reduction.WeightedMean"/> divides by them.
/// </summary>
public sealed class LossMetric : Metric
{
    private readonly Loss _loss;
    private readonly string _name;
    private LossAverage _average;

    /// <summary>Makes a metric of a loss.</summary>
    /// <param name="loss">The loss; it says whether it reads probabilities or logits.</param>
    /// <param name="name">The name in histories; null for the first of the loss's own names, such as <c>mae</c>.</param>
    public LossMetric(Loss loss, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        _loss = loss;
        _name = name ?? LossNames.NameOf(loss);
        _average = new LossAverage(loss);
    }

    /// <summary>The loss that is averaged.</summary>
    public Loss Loss => _loss;

    /// <inheritdoc/>
    public override string Name => _name;

    /// <inheritdoc/>
    public override double Result => _average.Value;

    /// <inheritdoc/>
    public override void Reset() => _average = new LossAverage(_loss);

    /// <inheritdoc/>
    protected internal override IReadOnlyList<double>? SaveState() => _average.Save();

    /// <inheritdoc/>
    protected internal override void RestoreState(IReadOnlyList<double> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _average.Restore(state.Count == 2 ? state : throw NotAState(state));
    }

    /// <inheritdoc/>
    protected internal override void CheckShapes(in LossInputs inputs) => _loss.CheckShapes(inputs.PredictionShape, inputs.TargetShape);

    /// <inheritdoc/>
    public override void Update(in LossInputs inputs) => _average.Add(UsesSampleWeights ? inputs : inputs.WithoutWeights());
}
