using Interop.Native.Activations;
using Interop.Native.Kernels;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Losses;

/// <summary>
/// What training minimises: a number for a batch of predictions and targets, and its gradient with respect to the predictions.
/// </summary>
/// <remarks>
/// To write one of your own, override <see cref="ItemCount"/>, <see cref="CheckShapes"/>, <see cref="FindFault"/> and
/// <see cref="EvaluateItems"/>; weighting and reduction are done here. Sums are accumulated in double precision in a fixed order.
/// </remarks>
public abstract partial class Loss
{
    private Reduction? _reduction;

    /// <summary>How item losses become one number; the mean where neither it nor the network's conventions say otherwise.</summary>
    public Reduction Reduction
    {
        get => _reduction ?? Reduction.Mean;
        init => _reduction = value;
    }

    /// <summary>The reduction that was asked for; null where the network's conventions decide.</summary>
    internal Reduction? GivenReduction
    {
        get => _reduction;
        set => _reduction = value;
    }

    /// <summary>Whether the predictions are logits, on which the last activation is yet to act.</summary>
    public virtual bool FromLogits => false;

    /// <summary>Whether metrics read the predictions as logits: probabilities above ½ where they are above 0, or by a softmax.</summary>
    internal virtual bool IsMeasuredAsLogits => FromLogits;

    /// <summary>Whether a sample's loss depends on no other sample, so that a batch may be worked on in parts that stay in the cache.</summary>
    internal virtual bool HasSeparateSamples => false;

    /// <summary>Whether <see cref="EvaluateItems"/> gives items weights of their own.</summary>
    internal virtual bool HasItemWeights => true;

    /// <summary>What the numbers of a prediction say, so that metrics read them in the same way.</summary>
    public virtual PredictionKind Kind => PredictionKind.Values;

    /// <summary>The number of items in a batch: its elements, or its samples.</summary>
    /// <param name="batchSize">N, the number of samples.</param>
    /// <param name="predictionShape">The shape of one sample of the predictions.</param>
    public virtual int ItemCount(int batchSize, Shape predictionShape) => batchSize * predictionShape.Size;

    /// <summary>Checks that targets of a shape can be compared with predictions of a shape.</summary>
    /// <param name="predictionShape">The shape of one sample of the predictions.</param>
    /// <param name="targetShape">The shape of one sample of the targets.</param>
    /// <exception cref="NetworkException">They do not fit; the message says what was expected.</exception>
    public virtual void CheckShapes(Shape predictionShape, Shape targetShape)
    {
        if (targetShape.Size != predictionShape.Size)
        {
            throw new NetworkException(
                $"{GetType().Name} compares outputs of shape {predictionShape} with targets of the same shape, got targets of shape {targetShape}.");
        }
    }

    /// <summary>
    /// Computes each item's loss, its weight where items differ in weight by themselves (class weights; 0 for an ignored item), and each item's
    /// derivative with respect to the predictions, all without reduction.
    /// </summary>
    /// <param name="inputs">Predictions and targets.</param>
    /// <param name="losses">Where to write each item's loss, its own weight multiplied in.</param>
    /// <param name="weights">Each item's own weight, preset to 1; a mean divides by their sum.</param>
    /// <param name="gradient">Where to write the derivatives, as long as the predictions; empty when only the loss is wanted.</param>
    /// <exception cref="LossException">A target is not valid, such as a class index out of range.</exception>
    protected abstract void EvaluateItems(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient);

    /// <summary>The first of some targets that the loss cannot use. Any finite number will do unless a loss says otherwise.</summary>
    /// <param name="targets">The targets of any number of samples.</param>
    /// <param name="targetShape">The shape of one sample of the targets.</param>
    /// <param name="predictionShape">The shape of one sample of the predictions.</param>
    /// <returns>The fault; null where there is none.</returns>
    protected virtual TargetFault? FindFault(ReadOnlySpan<float> targets, Shape targetShape, Shape predictionShape) =>
        RangeCheck.FirstOutside(targets, float.MinValue, float.MaxValue) is >= 0 and var position
            ? new TargetFault(position, "finite targets")
            : null;

    /// <summary>Checks targets by themselves, as <see cref="Networks.Network"/> does with a whole data set before it trains.</summary>
    /// <param name="targets">The targets, [N, …].</param>
    /// <param name="predictionShape">The shape of one sample of the predictions.</param>
    /// <exception cref="NetworkException">The shapes do not fit.</exception>
    /// <exception cref="LossException">A target is not valid; the message names the sample.</exception>
    public void CheckTargets(Tensor targets, Shape predictionShape)
    {
        ArgumentNullException.ThrowIfNull(targets);
        CheckShapes(predictionShape, targets.Shape.Skip(1));
        var targetShape = targets.Shape.Skip(1);
        CheckTargets(targets.Span, targetShape, predictionShape, "the data set");
        if (FindDoubtful(targets.Span, targetShape, predictionShape) is { } doubtful)
        {
            throw Refused(doubtful, targets.Span, targetShape, "the data set");
        }
    }

    /// <summary>The first target of a data set that can be computed with, as PyTorch does, but can only be a mistake; null where there is none.</summary>
    private protected virtual TargetFault? FindDoubtful(ReadOnlySpan<float> targets, Shape targetShape, Shape predictionShape) => null;

    /// <summary>The reduced loss and, where wanted, its gradient.</summary>
    /// <param name="inputs">Predictions and targets.</param>
    /// <param name="gradient">Where to write the gradient, as long as the predictions; empty when only the loss is wanted.</param>
    /// <returns>The loss; for <see cref="Reduction.None"/> the sum. NaN for a mean over no items, as when all are ignored; its gradient is 0.</returns>
    /// <exception cref="LossException">A target is not valid; the message names the sample.</exception>
    public double Evaluate(in LossInputs inputs, Span<float> gradient)
    {
        var (total, divisor) = EvaluateTotal(inputs, gradient);
        if (divisor != 1 && !gradient.IsEmpty)
        {
            ElementwiseScale.Run(gradient, divisor == 0 ? 0 : (float)(1 / divisor));
        }

        return total / divisor;
    }

    /// <summary>The reduced loss of whole tensors.</summary>
    /// <param name="predictions">The network's outputs, batch first.</param>
    /// <param name="targets">The targets, batch first.</param>
    /// <param name="sampleWeights">A weight for each sample; null for 1.</param>
    /// <exception cref="NetworkException">The shapes do not fit.</exception>
    public double Compute(Tensor predictions, Tensor targets, Tensor? sampleWeights = null) =>
        Evaluate(Check(predictions, targets, sampleWeights), default);

    /// <summary>The gradient of the reduced loss with respect to the predictions.</summary>
    /// <param name="predictions">The network's outputs, batch first.</param>
    /// <param name="targets">The targets, batch first.</param>
    /// <param name="sampleWeights">A weight for each sample; null for 1.</param>
    /// <exception cref="NetworkException">The shapes do not fit.</exception>
    public Tensor Gradient(Tensor predictions, Tensor targets, Tensor? sampleWeights = null)
    {
        var inputs = Check(predictions, targets, sampleWeights);
        var gradient = new Tensor(predictions.Shape);
        Evaluate(inputs, gradient.Span);
        return gradient;
    }

    /// <summary>Each item's loss, weighted but not reduced.</summary>
    /// <param name="predictions">The network's outputs, batch first.</param>
    /// <param name="targets">The targets, batch first.</param>
    /// <param name="sampleWeights">A weight for each sample; null for 1.</param>
    /// <exception cref="NetworkException">The shapes do not fit.</exception>
    public Tensor ComputeEach(Tensor predictions, Tensor targets, Tensor? sampleWeights = null)
    {
        var inputs = Check(predictions, targets, sampleWeights);
        CheckTargets(inputs.Targets, inputs.TargetShape, inputs.PredictionShape, "the batch");
        var losses = new Tensor([ItemCount(inputs.BatchSize, inputs.PredictionShape)]);
        EvaluateWeighted(inputs, losses.Span, new float[losses.Count], default);
        return losses;
    }

    /// <summary>
    /// A loss that takes the place of this one where a network ends in the given activation: it reads the activation's inputs, which is
    /// both faster and safe from overflow. Null where there is none.
    /// </summary>
    /// <param name="lastActivation">The network's last activation.</param>
    /// <param name="outputShape">The shape of one sample of the output.</param>
    public virtual Loss? FuseWith(ActivationFunction lastActivation, Shape outputShape) => null;

    /// <summary>The loss with what it was not told taken from a convention, as a network does with its <see cref="Networks.Conventions"/>.</summary>
    /// <param name="convention">The convention.</param>
    public Loss Under(LossConvention convention)
    {
        if (convention == LossConvention.PyTorch)
        {
            return this;
        }

        var copy = (Loss)MemberwiseClone();
        copy.Adopt(convention);
        return copy;
    }

    /// <summary>Takes options that were not set from a convention; called on a copy.</summary>
    private protected virtual void Adopt(LossConvention convention)
    {
    }

    /// <summary>Takes a reduction unless one was set.</summary>
    private protected void AdoptReduction(Reduction reduction) => _reduction ??= reduction;

    /// <summary>The loss of a Keras name with its default options, so that <c>loss: "mse"</c> reads as in Keras.</summary>
    /// <param name="name">A name listed by <see cref="LossNames"/>.</param>
    /// <exception cref="ArgumentException">No loss has that name; the message lists those there are.</exception>
    public static implicit operator Loss(string name) => LossNames.Find(name);
}
