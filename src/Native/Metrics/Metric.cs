using Interop.Native.Losses;

namespace Interop.Native.Metrics;

/// <summary>A figure that tells how good predictions are, accumulated over batches. To write one of your own, override the four members.</summary>
public abstract class Metric
{
    /// <summary>The name in histories and reports: <c>accuracy</c>, <c>f1</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The figure for everything seen since the last <see cref="Reset"/>; NaN where it is not defined, as before anything was seen.</summary>
    public abstract double Result { get; }

    /// <summary>Whether samples count by their weights where they have any, as in Keras' <c>weighted_metrics</c>; by default they count alike.</summary>
    public bool UsesSampleWeights { get; internal set; }

    /// <summary>Which of the network's outputs it measures, counted from 0; set by <see cref="MetricMeasurement.OfOutput"/>.</summary>
    public int Output { get; internal set; }

    /// <summary>Forgets what was seen, by taking new memory for what is counted.</summary>
    public abstract void Reset();

    /// <summary>Takes in a batch.</summary>
    /// <param name="inputs">Predictions (after the network's last activation) and targets.</param>
    public abstract void Update(in LossInputs inputs);

    /// <summary>
    /// Refuses outputs and targets that it cannot measure; called before a training or an evaluation begins, so that a wrong choice is told at once.
    /// Unless overridden, it takes everything.
    /// </summary>
    /// <param name="inputs">One sample's shapes, and what the loss says of the outputs; the numbers are not there yet.</param>
    /// <exception cref="Layers.NetworkException">The metric cannot measure them; the message says what it takes.</exception>
    protected internal virtual void CheckShapes(in LossInputs inputs)
    {
    }

    /// <summary>
    /// What was counted since the last <see cref="Reset"/>, so that a training that is resumed amid an epoch reports the whole epoch; null, unless
    /// overridden, where the figure then tells of the rest of the epoch only.
    /// </summary>
    protected internal virtual IReadOnlyList<double>? SaveState() => null;

    /// <summary>Continues where <see cref="SaveState"/> was called.</summary>
    /// <param name="state">What it gave.</param>
    /// <exception cref="InvalidDataException">The state is not one of this metric.</exception>
    protected internal virtual void RestoreState(IReadOnlyList<double> state)
    {
    }

    /// <summary>Refuses a state that has another length than this metric's.</summary>
    private protected InvalidDataException NotAState(IReadOnlyList<double> state) =>
        new($"{GetType().Name} cannot go on with a state of {state.Count} numbers; another metric saved it.");

    /// <summary>A metric with the same options that has seen nothing, so that two evaluations at once do not mix.</summary>
    internal Metric Fresh()
    {
        var copy = (Metric)MemberwiseClone();
        copy.Reset();
        return copy;
    }

    /// <summary>The metric of a Keras name, so that <c>metrics: ["accuracy"]</c> reads as in Keras.</summary>
    /// <param name="name">A name listed by <see cref="MetricNames"/>.</param>
    /// <exception cref="ArgumentException">No metric has that name; the message lists those there are.</exception>
    public static implicit operator Metric(string name) => MetricNames.Find(name);

    /// <summary>A loss as a metric, so that <c>metrics: [new MeanAbsoluteError()]</c> reports it beside the loss that is trained on.</summary>
    /// <param name="loss">The loss.</param>
    public static implicit operator Metric(Loss loss) => new LossMetric(loss);
}
