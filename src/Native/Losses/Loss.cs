using System.Buffers;
using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Losses;

/// <summary>
/// What training minimises: a number for a batch of predictions and targets, and its gradient with respect to the predictions.
/// </summary>
/// <remarks>
/// To write one of your own, override <see cref="ItemCount"/>, <see cref="CheckShapes"/> and <see cref="EvaluateItems"/>; weighting and
/// reduction are done here. Sums are accumulated in double precision in a fixed order.
/// </remarks>
public abstract class Loss
{
    /// <summary>How item losses become one number.</summary>
    public Reduction Reduction { get; init; } = Reduction.Mean;

    /// <summary>Whether the predictions are logits, on which the last activation is yet to act.</summary>
    public virtual bool FromLogits => false;

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

    /// <summary>The reduced loss and, where wanted, its gradient.</summary>
    /// <param name="inputs">Predictions and targets.</param>
    /// <param name="gradient">Where to write the gradient, as long as the predictions; empty when only the loss is wanted.</param>
    /// <returns>The loss; for <see cref="Reduction.None"/> the sum.</returns>
    public double Evaluate(in LossInputs inputs, Span<float> gradient)
    {
        var items = ItemCount(inputs.BatchSize, inputs.PredictionShape);
        var rented = ArrayPool<float>.Shared.Rent(2 * items);
        try
        {
            var losses = rented.AsSpan(0, items);
            var weights = rented.AsSpan(items, items);
            var divisor = EvaluateWeighted(inputs, losses, weights, gradient);
            double total = 0;
            foreach (var loss in losses)
            {
                total += loss;
            }

            Scale(gradient, divisor);
            return total / divisor;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
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
        var losses = new Tensor([ItemCount(inputs.BatchSize, inputs.PredictionShape)]);
        EvaluateWeighted(inputs, losses.Span, new float[losses.Count], default);
        return losses;
    }

    /// <summary>
    /// A loss that takes the place of this one where a network ends in the given activation: it reads the activation's inputs, which is
    /// both faster and safe from overflow. Null where there is none.
    /// </summary>
    /// <param name="lastActivation">The network's last activation.</param>
    public virtual Loss? FuseWith(ActivationFunction lastActivation) => null;

    /// <summary>The loss of a Keras name with its default options, so that <c>loss: "mse"</c> reads as in Keras.</summary>
    /// <param name="name">A name listed by <see cref="LossNames"/>.</param>
    /// <exception cref="ArgumentException">No loss has that name; the message lists those there are.</exception>
    public static implicit operator Loss(string name) => LossNames.Find(name);

    // Item losses and derivatives with all weights multiplied in; returns what the reduction divides by.
    private double EvaluateWeighted(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient)
    {
        weights.Fill(1f);
        EvaluateItems(inputs, losses, weights, gradient);
        if (!inputs.SampleWeights.IsEmpty)
        {
            var perSample = losses.Length / inputs.BatchSize;
            for (var i = 0; i < losses.Length; i++)
            {
                losses[i] *= inputs.SampleWeights[i / perSample];
            }

            var width = gradient.Length / inputs.BatchSize;
            for (var i = 0; i < gradient.Length; i++)
            {
                gradient[i] *= inputs.SampleWeights[i / width];
            }
        }

        double weightSum = 0;
        foreach (var weight in weights)
        {
            weightSum += weight;
        }

        return Reduction switch
        {
            Reduction.Mean => weightSum,
            Reduction.BatchMean => inputs.BatchSize,
            _ => 1,
        };
    }

    private static void Scale(Span<float> gradient, double divisor)
    {
        if (divisor == 1)
        {
            return;
        }

        var factor = (float)(1 / divisor);
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] *= factor;
        }
    }

    private LossInputs Check(Tensor predictions, Tensor targets, Tensor? sampleWeights)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(targets);
        if (predictions.Shape.Rank == 0 || predictions.Shape[0] == 0)
        {
            throw new NetworkException($"{GetType().Name} needs at least one sample, got predictions of shape {predictions.Shape}.");
        }

        var batchSize = predictions.Shape[0];
        if (targets.Shape.Rank == 0 || targets.Shape[0] != batchSize)
        {
            throw new NetworkException($"{GetType().Name} got {batchSize} predictions but targets of shape {targets.Shape}; both need the same first axis.");
        }

        if (sampleWeights is not null && (sampleWeights.Shape.Rank != 1 || sampleWeights.Shape[0] != batchSize))
        {
            throw new NetworkException($"{GetType().Name} takes one weight for each of {batchSize} samples, got weights of shape {sampleWeights.Shape}.");
        }

        var predictionShape = predictions.Shape.Skip(1);
        var targetShape = targets.Shape.Skip(1);
        CheckShapes(predictionShape, targetShape);
        return new LossInputs(
            batchSize, predictions.Span, predictionShape, targets.Span, targetShape, sampleWeights is null ? default : sampleWeights.Span);
    }
}
