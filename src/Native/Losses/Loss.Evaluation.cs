using System.Buffers;
using Interop.Native.Kernels;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Losses;

public abstract partial class Loss
{
    // Elements worked on at a time: predictions, targets, losses and gradient of so many stay in the cache nearest to the processor.
    private const int PartSize = 2048;

    /// <summary>The sum of the item losses and what the reduction divides it by; the gradient is that of the sum.</summary>
    internal (double Total, double Divisor) EvaluateTotal(in LossInputs inputs, Span<float> gradient)
    {
        CheckTargets(inputs.Targets, inputs.TargetShape, inputs.PredictionShape, "the batch");
        var samples = HasSeparateSamples ? Math.Clamp(PartSize / Math.Max(1, inputs.PredictionShape.Size), 1, inputs.BatchSize) : inputs.BatchSize;
        var items = ItemCount(samples, inputs.PredictionShape);
        var rented = ArrayPool<float>.Shared.Rent(2 * items);
        try
        {
            double total = 0;
            double divisor = 0;
            for (var start = 0; start < inputs.BatchSize; start += samples)
            {
                var part = inputs.Samples(start, Math.Min(samples, inputs.BatchSize - start));
                var count = ItemCount(part.BatchSize, part.PredictionShape);
                var losses = rented.AsSpan(0, count);
                var slopes = gradient.IsEmpty ? default : gradient.Slice(start * inputs.PredictionShape.Size, part.Predictions.Length);
                divisor += EvaluateWeighted(part, losses, rented.AsSpan(items, count), slopes);
                total += Reductions.SumInDouble(losses);
            }

            return (total, Reduction is Reduction.Sum or Reduction.None ? 1 : divisor);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private void CheckTargets(ReadOnlySpan<float> targets, Shape targetShape, Shape predictionShape, string set)
    {
        if (FindFault(targets, targetShape, predictionShape) is { } fault)
        {
            throw Refused(fault, targets, targetShape, set);
        }
    }

    private LossException Refused(TargetFault fault, ReadOnlySpan<float> targets, Shape targetShape, string set)
    {
        var (position, expected) = fault;
        var size = Math.Max(1, targetShape.Size);
        var sample = position / size;
        var element = size == 1 ? "" : $" at element {position % size}";
        return new LossException($"{GetType().Name} takes {expected}; sample {sample} of {set} has {targets[position]}{element}.", sample);
    }

    // Item losses and derivatives with all weights multiplied in; returns what the reduction divides by.
    private double EvaluateWeighted(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient)
    {
        weights.Fill(1f);
        EvaluateItems(inputs, losses, weights, gradient);
        if (!inputs.SampleWeights.IsEmpty)
        {
            ScaleSamples(losses, inputs.SampleWeights);
            ScaleSamples(gradient, inputs.SampleWeights);
            if (Reduction == Reduction.WeightedMean)
            {
                ScaleSamples(weights, inputs.SampleWeights);
            }
        }

        return Reduction switch
        {
            Reduction.Mean when !HasItemWeights => losses.Length,
            Reduction.Mean or Reduction.WeightedMean => Reductions.SumInDouble(weights),
            Reduction.BatchMean => inputs.BatchSize,
            _ => 1,
        };
    }

    private static void ScaleSamples(Span<float> values, ReadOnlySpan<float> sampleWeights)
    {
        var size = values.Length / sampleWeights.Length;
        for (var sample = 0; sample < sampleWeights.Length && size > 0; sample++)
        {
            ElementwiseScale.Run(values.Slice(sample * size, size), sampleWeights[sample]);
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
