using Interop.Native.Activations;
using Interop.Native.Kernels.Losses;
using Interop.Native.Tensors;

namespace Interop.Native.Losses;

/// <summary>
/// Focal loss of classes: <c>L = −1/N Σᵢ Σⱼ αⱼ yᵢⱼ (1 − pᵢⱼ)^γ log pᵢⱼ</c>, which makes light of what is already right; α are the
/// <see cref="ClassificationLoss.ClassWeights"/>, which do not count in what the mean divides by. With γ = 0 it is
/// <see cref="CategoricalCrossentropy"/>. Predictions are [N, C] or [N, C, spatial…], targets class indices or one-hot or probabilities.
/// Source: Lin et al. 2017; Keras' has one α of 0.25 for all classes.
/// </summary>
/// <param name="fromLogits">Whether predictions are logits rather than probabilities.</param>
/// <param name="gamma">γ, how strongly it makes light.</param>
public sealed class CategoricalFocalCrossentropy(bool fromLogits = false, float gamma = 2f) : ClassificationLoss
{
    private const double SmallestLogarithm = -100;
    private const double SmallestDivisor = 1e-12;

    private bool _fromLogits = fromLogits;

    /// <inheritdoc/>
    public override bool FromLogits => _fromLogits;

    /// <summary>γ.</summary>
    public float Gamma { get; } = LossArguments.NonNegative(gamma, nameof(gamma));

    private protected override bool DividesByClassWeights => false;

    /// <inheritdoc/>
    public override Loss? FuseWith(ActivationFunction lastActivation, Shape outputShape)
    {
        if (_fromLogits || lastActivation is not Softmax { Axis: var axis } || !IsAlongClasses(axis, outputShape))
        {
            return null;
        }

        var fused = (CategoricalFocalCrossentropy)MemberwiseClone();
        fused._fromLogits = true;
        return fused;
    }

    private protected override void Adopt(LossConvention convention)
    {
        if (convention == LossConvention.Lecture)
        {
            AdoptReduction(Reduction.BatchMean);
        }
    }

    private protected override void Prepare(
        in LossInputs inputs, AxisView view, ReadOnlySpan<float> masses, Span<float> largest, Span<float> logSums, Span<float> gradient)
    {
        if (_fromLogits)
        {
            SoftmaxCrossentropy.Run(inputs.Predictions, view, masses, largest, logSums, default);
        }
        else
        {
            LossArguments.CheckProbabilities(inputs, nameof(CategoricalFocalCrossentropy), "softmax");
        }
    }

    private protected override double EvaluateItem(
        ReadOnlySpan<float> predictions, int stride, int classes, in ClassTarget target, SoftmaxSums sums, Span<float> slopes)
    {
        double loss = 0;
        double pull = 0;
        for (var c = 0; c < classes; c++)
        {
            // h = d/d log p of the class's part; from logits dL/dxⱼ = hⱼ − pⱼ Σ h, from probabilities hⱼ/pⱼ.
            double h = 0;
            if (target[c] != 0)
            {
                var logarithm = LogarithmOf(predictions[c * stride], sums);
                var (part, slope) = Part(logarithm);
                loss += target[c] * part;
                h = target[c] * slope;
            }

            pull += h;
            if (!slopes.IsEmpty)
            {
                slopes[c * stride] = (float)(_fromLogits ? h : h / Math.Max(predictions[c * stride], SmallestDivisor));
            }
        }

        for (var c = 0; c < classes && _fromLogits && !slopes.IsEmpty; c++)
        {
            slopes[c * stride] = (float)(slopes[c * stride] - (Math.Exp(LogarithmOf(predictions[c * stride], sums)) * pull));
        }

        return loss;
    }

    private double LogarithmOf(float prediction, SoftmaxSums sums) => _fromLogits
        ? -(sums.LogSum + ((double)sums.Largest - prediction))
        : Math.Max(Math.Log(prediction), SmallestLogarithm);

    // −(1 − p)^γ log p and its derivative with respect to log p.
    private (double Value, double Slope) Part(double logarithm)
    {
        var p = Math.Exp(logarithm);
        var rest = Math.Max(0, 1 - p);
        var dim = Math.Pow(rest, Gamma);
        var first = rest == 0 ? 0 : Gamma * p * dim / rest * logarithm;
        return (-dim * logarithm, first - dim);
    }
}
