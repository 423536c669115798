using Interop.Native.Activations;
using Interop.Native.Tensors;

namespace Interop.Native.Losses;

/// <summary>
/// Negative log-likelihood of log-probabilities: <c>L = −1/N Σᵢ Σⱼ yᵢⱼ xᵢⱼ</c> with x = log p, what a log-softmax puts out. PyTorch's NLLLoss.
/// Predictions are [N, C] or [N, C, spatial…], targets class indices or one-hot or probabilities. Where the network ends in a log-softmax along
/// the class axis, both are fused.
/// </summary>
public sealed class NegativeLogLikelihood : ClassificationLoss
{
    /// <summary>The softmax of log-probabilities is the probabilities.</summary>
    internal override bool IsMeasuredAsLogits => true;

    /// <inheritdoc/>
    public override Loss? FuseWith(ActivationFunction lastActivation, Shape outputShape) =>
        lastActivation is LogSoftmax { Axis: var axis } && IsAlongClasses(axis, outputShape)
            ? new CategoricalCrossentropy(fromLogits: true)
            {
                Reduction = Reduction,
                ClassWeights = ClassWeights,
                IgnoreIndex = IgnoreIndex,
                ClassAxis = ClassAxis,
            }
            : null;

    private protected override double EvaluateItem(
        ReadOnlySpan<float> predictions, int stride, int classes, in ClassTarget target, SoftmaxSums sums, Span<float> slopes)
    {
        double loss = 0;
        for (var c = 0; c < classes; c++)
        {
            loss -= target[c] == 0 ? 0 : (double)target[c] * predictions[c * stride];
            if (!slopes.IsEmpty)
            {
                slopes[c * stride] = -target[c];
            }
        }

        return loss;
    }
}
