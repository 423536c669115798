using Interop.Native.Tensors;

namespace Interop.Native.Losses;

/// <summary>A batch of predictions with its targets.</summary>
public readonly ref struct LossInputs
{
    /// <summary>Puts a batch together.</summary>
    /// <param name="batchSize">N, the number of samples.</param>
    /// <param name="predictions">The network's output, batch first.</param>
    /// <param name="predictionShape">The shape of one sample of the output.</param>
    /// <param name="targets">The targets, batch first.</param>
    /// <param name="targetShape">The shape of one sample of the targets.</param>
    /// <param name="sampleWeights">A weight for each sample, or empty for 1.</param>
    public LossInputs(
        int batchSize,
        ReadOnlySpan<float> predictions,
        Shape predictionShape,
        ReadOnlySpan<float> targets,
        Shape targetShape,
        ReadOnlySpan<float> sampleWeights = default)
    {
        BatchSize = batchSize;
        Predictions = predictions;
        PredictionShape = predictionShape;
        Targets = targets;
        TargetShape = targetShape;
        SampleWeights = sampleWeights;
    }

    internal LossInputs(
        int batchSize,
        ReadOnlySpan<float> predictions,
        Shape predictionShape,
        ReadOnlySpan<float> targets,
        Shape targetShape,
        ReadOnlySpan<float> sampleWeights,
        Loss loss)
        : this(batchSize, predictions, predictionShape, targets, targetShape, sampleWeights)
    {
        Kind = loss.Kind;
        FromLogits = loss.IsMeasuredAsLogits;
        ClassAxis = (loss as ClassificationLoss)?.ClassAxis ?? 1;
    }

    /// <summary>What the predictions say; a metric in a training learns it from the loss.</summary>
    public PredictionKind Kind { get; init; }

    /// <summary>Whether the predictions are logits, since the loss they are trained with takes logits.</summary>
    public bool FromLogits { get; init; }

    /// <summary>The axis of the classes in a batch of <see cref="PredictionKind.Classes"/>: 1 (PyTorch's), or -1.</summary>
    public int ClassAxis { get; init; } = 1;

    /// <summary>Whether the predictions are labels or classes: as asked for, as the loss says, or else labels where there is one output.</summary>
    internal PredictionKind LabelsOrClasses(PredictionKind asked)
    {
        var kind = asked is PredictionKind.Labels or PredictionKind.Classes ? asked : Kind;
        return kind is PredictionKind.Labels or PredictionKind.Classes
            ? kind
            : PredictionShape.Size == 1 ? PredictionKind.Labels : PredictionKind.Classes;
    }

    /// <summary>Some of the samples.</summary>
    internal LossInputs Samples(int start, int count)
    {
        if (count == BatchSize)
        {
            return this;
        }

        var width = PredictionShape.Size;
        var targetWidth = TargetShape.Size;
        return new LossInputs(
            count,
            Predictions.Slice(start * width, count * width),
            PredictionShape,
            Targets.Slice(start * targetWidth, count * targetWidth),
            TargetShape,
            SampleWeights.IsEmpty ? default : SampleWeights.Slice(start, count))
        {
            FirstSample = FirstSample + start,
        };
    }

    /// <summary>The same batch with all samples alike.</summary>
    internal LossInputs WithoutWeights() =>
        new(BatchSize, Predictions, PredictionShape, Targets, TargetShape) { Kind = Kind, FromLogits = FromLogits, ClassAxis = ClassAxis };

    /// <summary>Where the first sample stands in the batch that errors speak of.</summary>
    internal int FirstSample { get; init; }

    /// <summary>N, the number of samples.</summary>
    public int BatchSize { get; }

    /// <summary>The network's output, batch first.</summary>
    public ReadOnlySpan<float> Predictions { get; }

    /// <summary>The shape of one sample of the output.</summary>
    public Shape PredictionShape { get; }

    /// <summary>The targets, batch first.</summary>
    public ReadOnlySpan<float> Targets { get; }

    /// <summary>The shape of one sample of the targets.</summary>
    public Shape TargetShape { get; }

    /// <summary>A weight for each sample, or empty where every weight is 1.</summary>
    public ReadOnlySpan<float> SampleWeights { get; }
}
