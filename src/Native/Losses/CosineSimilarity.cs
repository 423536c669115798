using Interop.Native.Tensors;

namespace Interop.Native.Losses;

/// <summary>
/// How far predictions and targets point apart: <c>−a·y / (‖a‖ ‖y‖)</c> along the last axis, from −1 (same direction) to 1; mean over the
/// vectors. Keras' <c>cosine_similarity</c>; a squared norm counts as 1e-12 at least. Predictions a and targets y: [N, …], same shape.
/// </summary>
public sealed class CosineSimilarity : Loss
{
    private const double SmallestSquare = 1e-12;

    /// <inheritdoc/>
    public override int ItemCount(int batchSize, Shape predictionShape) => batchSize * (predictionShape.Size / Length(predictionShape));

    /// <inheritdoc/>
    protected override void EvaluateItems(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient)
    {
        var length = Length(inputs.PredictionShape);
        for (var item = 0; item < losses.Length; item++)
        {
            var prediction = inputs.Predictions.Slice(item * length, length);
            var target = inputs.Targets.Slice(item * length, length);
            double dot = 0;
            double square = 0;
            double targetSquare = 0;
            for (var i = 0; i < length; i++)
            {
                dot += (double)prediction[i] * target[i];
                square += (double)prediction[i] * prediction[i];
                targetSquare += (double)target[i] * target[i];
            }

            var norm = Math.Sqrt(Math.Max(square, SmallestSquare));
            var targetNorm = Math.Sqrt(Math.Max(targetSquare, SmallestSquare));
            var cosine = dot / (norm * targetNorm);
            losses[item] = (float)-cosine;

            // The norm does not move where it is held at its smallest.
            var along = square > SmallestSquare ? cosine / square : 0;
            for (var i = 0; i < length && !gradient.IsEmpty; i++)
            {
                gradient[(item * length) + i] = (float)((along * prediction[i]) - (target[i] / (norm * targetNorm)));
            }
        }
    }

    private static int Length(Shape predictionShape) => predictionShape.Rank == 0 ? 1 : predictionShape[-1];
}
