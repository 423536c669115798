
namespace Interop.Native.Losses;

/// <summary>
/// Hinge loss of classes: the score x_y of the right class shall exceed the others' by a margin m. By default PyTorch's MultiMarginLoss,
/// <c>w_y/C Σ_{c≠y} max(0, m − x_y + x_c)</c>, or with squares; Keras' categorical hinge is <see cref="HingeRivals.Strongest"/>. The mean is
/// over answers, whatever class weights w are. Predictions are [N, C] or [N, C, spatial…], targets class indices or one-hot. For yes-or-no
/// answers there is <see cref="Hinge"/>.
/// </summary>
/// <param name="squared">Whether violations of the margin are squared: PyTorch's <c>p = 2</c>.</param>
/// <param name="margin">m.</param>
public sealed class CategoricalHinge(bool squared = false, float margin = 1f) : ClassificationLoss
{
    /// <summary>Whether violations of the margin are squared.</summary>
    public bool IsSquared => squared;

    /// <summary>m, how far the right class must be ahead to cost nothing.</summary>
    public float Margin { get; } = LossArguments.NonNegative(margin, nameof(margin));

    /// <summary>Which other classes count.</summary>
    public HingeRivals Rivals { get; init; } = HingeRivals.All;

    /// <summary>Scores are compared with each other, as logits are.</summary>
    internal override bool IsMeasuredAsLogits => true;

    private protected override bool TakesProbabilities => false;

    private protected override bool DividesByClassWeights => false;

    private protected override double EvaluateItem(
        ReadOnlySpan<float> predictions, int stride, int classes, in ClassTarget target, SoftmaxSums sums, Span<float> slopes)
    {
        for (var c = 0; c < classes && !slopes.IsEmpty; c++)
        {
            slopes[c * stride] = 0;
        }

        return Rivals == HingeRivals.All
            ? AgainstAll(predictions, stride, classes, target, slopes)
            : AgainstStrongest(predictions, stride, classes, target, slopes);
    }

    private double AgainstAll(ReadOnlySpan<float> predictions, int stride, int classes, in ClassTarget target, Span<float> slopes)
    {
        var right = target.Index * stride;
        var weight = (double)target.Mass / classes;
        double loss = 0;
        double pull = 0;
        for (var c = 0; c < classes; c++)
        {
            var violation = (double)Margin - predictions[right] + predictions[c * stride];
            if (c == target.Index || violation <= 0)
            {
                continue;
            }

            loss += weight * (squared ? violation * violation : violation);
            var slope = weight * (squared ? 2 * violation : 1);
            pull += slope;
            if (!slopes.IsEmpty)
            {
                slopes[c * stride] = (float)slope;
            }
        }

        if (!slopes.IsEmpty)
        {
            slopes[right] = (float)-pull;
        }

        return loss;
    }

    private double AgainstStrongest(ReadOnlySpan<float> predictions, int stride, int classes, in ClassTarget target, Span<float> slopes)
    {
        var right = target.Index * stride;
        var strongest = -1;
        double rival = 0;
        for (var c = 0; c < classes; c++)
        {
            if (c != target.Index && predictions[c * stride] > rival)
            {
                (strongest, rival) = (c, predictions[c * stride]);
            }
        }

        // Written so that a NaN passes.
        var violation = Margin - predictions[right] + rival;
        if (violation <= 0)
        {
            return 0;
        }

        var slope = target.Mass * (squared ? 2 * violation : 1);
        if (!slopes.IsEmpty)
        {
            slopes[right] = (float)-slope;
            if (strongest >= 0)
            {
                slopes[strongest * stride] = (float)slope;
            }
        }

        return target.Mass * (squared ? violation * violation : violation);
    }
}
