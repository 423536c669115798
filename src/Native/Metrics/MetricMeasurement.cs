using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Tensors;

namespace Interop.Native.Metrics;

/// <summary>Measures whole tensors, for metrics whose result is more than a number.</summary>
/// <example>
/// <code>
/// var table = new ConfusionMatrix().Measure(network.Predict(x), y).Table;
/// var f1 = new F1(Averaging.Macro).Measure(network.Predict(x), y).PerClass;
/// </code>
/// </example>
public static class MetricMeasurement
{
    /// <summary>A copy of the metric that counts samples by their weights: Keras' <c>weighted_metrics</c>.</summary>
    /// <typeparam name="TMetric">The metric's type.</typeparam>
    /// <param name="metric">The metric.</param>
    public static TMetric Weighted<TMetric>(this TMetric metric)
        where TMetric : Metric
    {
        ArgumentNullException.ThrowIfNull(metric);
        var copy = (TMetric)metric.Fresh();
        copy.UsesSampleWeights = true;
        return copy;
    }

    /// <summary>
    /// A copy of the metric that measures another output than the first of a network with several. In histories its name then begins with the
    /// output's: <c>price_mae</c>.
    /// </summary>
    /// <typeparam name="TMetric">The metric's type.</typeparam>
    /// <param name="metric">The metric.</param>
    /// <param name="index">Which output, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public static TMetric OfOutput<TMetric>(this TMetric metric, int index)
        where TMetric : Metric
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var copy = (TMetric)metric.Fresh();
        copy.Output = index;
        return copy;
    }

    /// <summary>A copy of the metric that has seen the given predictions and nothing else.</summary>
    /// <typeparam name="TMetric">The metric's type.</typeparam>
    /// <param name="metric">The metric with its options.</param>
    /// <param name="predictions">The network's outputs, batch first.</param>
    /// <param name="targets">The targets, batch first.</param>
    /// <param name="sampleWeights">A weight for each sample; null for 1.</param>
    /// <param name="fromLogits">Whether the predictions are logits.</param>
    /// <exception cref="NetworkException">The shapes do not fit, or there are no samples.</exception>
    public static TMetric Measure<TMetric>(
        this TMetric metric, Tensor predictions, Tensor targets, Tensor? sampleWeights = null, bool fromLogits = false)
        where TMetric : Metric
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(targets);
        if (predictions.Shape.Rank == 0 || predictions.Shape[0] == 0)
        {
            throw new NetworkException($"{metric.GetType().Name} needs at least one sample, got predictions of shape {predictions.Shape}.");
        }

        var samples = predictions.Shape[0];
        if (targets.Shape.Rank == 0 || targets.Shape[0] != samples)
        {
            throw new NetworkException(
                $"{metric.GetType().Name} got {samples} predictions but targets of shape {targets.Shape}; both need the same first axis.");
        }

        if (sampleWeights is not null && (sampleWeights.Shape.Rank != 1 || sampleWeights.Shape[0] != samples))
        {
            throw new NetworkException($"{metric.GetType().Name} takes one weight for each of {samples} samples, got weights of shape {sampleWeights.Shape}.");
        }

        var copy = sampleWeights is null ? (TMetric)metric.Fresh() : metric.Weighted();
        var weights = sampleWeights is null ? default : sampleWeights.Span;
        copy.Update(new LossInputs(samples, predictions.Span, predictions.Shape.Skip(1), targets.Span, targets.Shape.Skip(1), weights) { FromLogits = fromLogits });
        return copy;
    }

    /// <summary>The figure of the given predictions.</summary>
    /// <param name="metric">The metric with its options.</param>
    /// <param name="predictions">The network's outputs, batch first.</param>
    /// <param name="targets">The targets, batch first.</param>
    /// <param name="sampleWeights">A weight for each sample; null for 1.</param>
    /// <param name="fromLogits">Whether the predictions are logits.</param>
    /// <exception cref="NetworkException">The shapes do not fit, or there are no samples.</exception>
    public static double Compute(this Metric metric, Tensor predictions, Tensor targets, Tensor? sampleWeights = null, bool fromLogits = false) =>
        metric.Measure(predictions, targets, sampleWeights, fromLogits).Result;
}
