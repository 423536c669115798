using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Losses;

/// <summary>
/// Categorical cross-entropy: <c>L = −1/N Σᵢ Σⱼ yᵢⱼ log pᵢⱼ</c>. Targets are one-hot [N, C] or class indices [N] (or [N, 1]). From
/// probabilities p, or from logits x with a fused log-softmax: <c>Σⱼ yⱼ (log Σₖ e^xₖ − xⱼ)</c>, gradient <c>softmax(x)·Σy − y</c>.
/// The mean is over samples. Source: D0, D1; PyTorch's CrossEntropyLoss is <c>fromLogits: true</c>.
/// </summary>
/// <param name="fromLogits">Whether predictions are logits rather than probabilities.</param>
public sealed class CategoricalCrossentropy(bool fromLogits = false) : Loss
{
    /// <inheritdoc/>
    public override bool FromLogits => fromLogits;

    /// <summary>The base of the logarithm: e by default; D1's worked examples use 10.</summary>
    public double LogBase { get; init; } = Math.E;

    /// <inheritdoc/>
    public override int ItemCount(int batchSize, Shape predictionShape) => batchSize;

    /// <inheritdoc/>
    public override void CheckShapes(Shape predictionShape, Shape targetShape)
    {
        if (predictionShape.Rank != 1 || (targetShape != predictionShape && targetShape.Size != 1))
        {
            throw new NetworkException(
                $"CategoricalCrossentropy compares outputs [N, C] with class indices [N] or one-hot targets [N, C]; got outputs of shape " +
                $"{predictionShape} and targets of shape {targetShape} for each sample.");
        }
    }

    /// <inheritdoc/>
    public override Loss? FuseWith(ActivationFunction lastActivation) =>
        !fromLogits && lastActivation is Softmax { Axis: -1 or 1 }
            ? new CategoricalCrossentropy(fromLogits: true) { Reduction = Reduction, LogBase = LogBase }
            : null;

    /// <inheritdoc/>
    protected override void EvaluateItems(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient)
    {
        var classes = inputs.PredictionShape[0];
        var oneHot = inputs.TargetShape == inputs.PredictionShape && !(classes == 1 && inputs.TargetShape.Rank == 0);
        var unit = 1 / Math.Log(LogBase);
        for (var sample = 0; sample < inputs.BatchSize; sample++)
        {
            var predictions = inputs.Predictions.Slice(sample * classes, classes);
            var slopes = gradient.IsEmpty ? default : gradient.Slice(sample * classes, classes);
            var target = oneHot ? inputs.Targets.Slice(sample * classes, classes) : default;
            var index = oneHot ? -1 : ClassIndex(inputs.Targets[sample], classes, sample);
            var loss = fromLogits ? LossFromLogits(predictions, target, index, slopes, unit) : LossFromProbabilities(predictions, target, index, slopes, unit);
            losses[sample] = (float)loss;
        }
    }

    private static int ClassIndex(float value, int classes, int sample)
    {
        var index = (int)value;
        return index == value && index >= 0 && index < classes
            ? index
            : throw new LossException($"A class index must be a whole number in [0, {classes}); sample {sample} of the batch has {value}.");
    }

    private static double LossFromLogits(ReadOnlySpan<float> logits, ReadOnlySpan<float> target, int index, Span<float> slopes, double unit)
    {
        var largest = float.NegativeInfinity;
        foreach (var logit in logits)
        {
            largest = Math.Max(largest, logit);
        }

        double sum = 0;
        foreach (var logit in logits)
        {
            sum += Math.Exp((double)logit - largest);
        }

        var logSum = Math.Log(sum) + largest;
        double loss = 0;
        double mass = index >= 0 ? 1 : 0;
        if (index >= 0)
        {
            loss = logSum - logits[index];
        }
        else
        {
            for (var i = 0; i < logits.Length; i++)
            {
                loss += target[i] == 0 ? 0 : target[i] * (logSum - logits[i]);
                mass += target[i];
            }
        }

        for (var i = 0; i < slopes.Length; i++)
        {
            var y = index >= 0 ? (i == index ? 1 : 0) : target[i];
            slopes[i] = (float)(((Math.Exp(logits[i] - logSum) * mass) - y) * unit);
        }

        return loss * unit;
    }

    private static double LossFromProbabilities(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> target, int index, Span<float> slopes, double unit)
    {
        slopes.Clear();
        double loss = 0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            var y = index >= 0 ? (i == index ? 1f : 0f) : target[i];
            if (y == 0)
            {
                continue;
            }

            // The smallest positive normal float keeps log 0 finite.
            var probability = Math.Max((double)probabilities[i], 1.17549435e-38);
            loss -= y * Math.Log(probability) * unit;
            if (!slopes.IsEmpty)
            {
                slopes[i] = (float)(-y / probability * unit);
            }
        }

        return loss;
    }
}
