using Interop.Native.Activations;
using Interop.Native.Kernels.Losses;
using Interop.Native.Tensors;

namespace Interop.Native.Losses;

/// <summary>
/// Categorical cross-entropy: <c>L = −1/N Σᵢ Σⱼ yᵢⱼ log pᵢⱼ</c>. From probabilities p, with logarithms held at −100 or more, or from logits x
/// with a fused log-softmax: <c>Σⱼ yⱼ (log Σₖ e^xₖ − xⱼ)</c>, gradient <c>softmax(x)·Σy − y</c>. Predictions are [N, C] or [N, C, spatial…],
/// targets class indices or one-hot or probabilities; the mean is over answers. Source: D0, D1; PyTorch's CrossEntropyLoss is
/// <c>fromLogits: true</c>.
/// </summary>
/// <param name="fromLogits">Whether predictions are logits rather than probabilities.</param>
public sealed class CategoricalCrossentropy(bool fromLogits = false) : ClassificationLoss
{
    private const double SmallestLogarithm = -100;
    private const double SmallestDivisor = 1e-12;

    private bool _fromLogits = fromLogits;
    private float? _clipProbabilities;
    private bool _clipIsAdopted;
    private bool? _normalizeProbabilities;

    /// <inheritdoc/>
    public override bool FromLogits => _fromLogits;

    /// <summary>The base of the logarithm: e by default; D1's worked examples use 10.</summary>
    public double LogBase { get; init; } = Math.E;

    /// <summary>s, how much of each target is spread evenly over all C classes: <c>y (1 − s) + s/C</c>; 0 by default.</summary>
    public float LabelSmoothing
    {
        get;
        init => field = LossArguments.Fraction(value, nameof(LabelSmoothing));
    }

    /// <summary>Whether probabilities are divided by their sum first, as Keras does; not by default, so that D1's example, whose p do not sum to 1, comes out.</summary>
    public bool NormalizeProbabilities
    {
        get => _normalizeProbabilities ?? false;
        init => _normalizeProbabilities = value;
    }

    /// <summary><see cref="NormalizeProbabilities"/> where it was given; null where the network's conventions decide.</summary>
    internal bool? GivenNormalizeProbabilities
    {
        get => _normalizeProbabilities;
        set => _normalizeProbabilities = value;
    }

    /// <summary>ε of Keras, which holds probabilities to [ε, 1 − ε] (Keras 1e-7), with no gradient outside; 0 by default. Not used with logits.</summary>
    public float ClipProbabilities
    {
        get => _clipProbabilities ?? 0;
        init => _clipProbabilities = LossArguments.Clip(value);
    }

    /// <summary><see cref="ClipProbabilities"/> where it was given; null where the network's conventions decide.</summary>
    internal float? GivenClipProbabilities
    {
        get => _clipProbabilities;
        set => _clipProbabilities = value;
    }

    private protected override float Smoothing => LabelSmoothing;

    private protected override float Unit => (float)(1 / Math.Log(LogBase));

    /// <inheritdoc/>
    public override Loss? FuseWith(ActivationFunction lastActivation, Shape outputShape)
    {
        // With clipping there is no form from logits that gives the same numbers; but Keras itself fuses where it sees the activation.
        if (_fromLogits || (ClipProbabilities > 0 && !_clipIsAdopted) || lastActivation is not Softmax { Axis: var axis } || !IsAlongClasses(axis, outputShape))
        {
            return null;
        }

        var fused = (CategoricalCrossentropy)MemberwiseClone();
        fused._fromLogits = true;
        return fused;
    }

    private protected override void Adopt(LossConvention convention)
    {
        if (convention == LossConvention.Keras)
        {
            _clipIsAdopted = _clipProbabilities is null;
            _clipProbabilities ??= LossArguments.KerasClip;
            _normalizeProbabilities ??= true;
        }
        else if (convention == LossConvention.Lecture)
        {
            AdoptReduction(Reduction.BatchMean);
        }
    }

    private protected override void Prepare(
        in LossInputs inputs, AxisView view, ReadOnlySpan<float> masses, Span<float> largest, Span<float> logSums, Span<float> gradient)
    {
        if (_fromLogits)
        {
            SoftmaxCrossentropy.Run(inputs.Predictions, view, masses, largest, logSums, gradient);
        }
        else
        {
            LossArguments.CheckProbabilities(inputs, nameof(CategoricalCrossentropy), "softmax");
        }
    }

    private protected override double EvaluateItem(
        ReadOnlySpan<float> predictions, int stride, int classes, in ClassTarget target, SoftmaxSums sums, Span<float> slopes) =>
        _fromLogits
            ? FromLogitsOf(predictions, stride, classes, target, sums, slopes)
            : FromProbabilities(predictions, stride, classes, target, slopes);

    private protected override bool TryEvaluateRows(
        ReadOnlySpan<float> predictions,
        ReadOnlySpan<int> indices,
        ReadOnlySpan<float> masses,
        ReadOnlySpan<float> largest,
        ReadOnlySpan<float> logSums,
        Span<float> losses,
        Span<float> slopes)
    {
        if (!_fromLogits)
        {
            return false;
        }

        var classes = predictions.Length / Math.Max(1, losses.Length);
        for (var item = 0; item < losses.Length; item++)
        {
            var row = item * classes;
            if (indices[item] < 0)
            {
                // What the softmax left is zero, since the mass is; a logit that is not finite leaves NaN there.
                losses[item] = 0;
                if (!slopes.IsEmpty)
                {
                    slopes.Slice(row, classes).Clear();
                }

                continue;
            }

            var at = row + indices[item];
            losses[item] = masses[item] * new SoftmaxSums(largest[item], logSums[item]).Surprise(predictions[at]);
            if (!slopes.IsEmpty)
            {
                slopes[at] -= masses[item];
            }
        }

        return true;
    }

    private static double FromLogitsOf(
        ReadOnlySpan<float> logits, int stride, int classes, in ClassTarget target, SoftmaxSums sums, Span<float> slopes)
    {
        if (target.Row.IsEmpty)
        {
            var at = target.Index * stride;
            if (!slopes.IsEmpty)
            {
                slopes[at] -= target.Mass;
            }

            return target.Mass * sums.Surprise(logits[at]);
        }

        if (stride == 1)
        {
            return SoftTargetLoss.Run(
                logits[..classes], target.Row, sums.Largest, sums.LogSum, slopes.IsEmpty ? default : slopes[..classes]);
        }

        double loss = 0;
        for (var c = 0; c < classes; c++)
        {
            // A logit of −∞ is fine where the target does not ask for its class.
            loss += target.Row[c] == 0 ? 0 : (double)target.Row[c] * sums.Surprise(logits[c * stride]);
        }

        for (var c = 0; c < classes && !slopes.IsEmpty; c++)
        {
            slopes[c * stride] -= target.Row[c];
        }

        return loss;
    }

    private double FromProbabilities(ReadOnlySpan<float> probabilities, int stride, int classes, in ClassTarget target, Span<float> slopes)
    {
        double scale = 1;
        if (NormalizeProbabilities)
        {
            double sum = 0;
            for (var c = 0; c < classes; c++)
            {
                sum += probabilities[c * stride];
            }

            scale = 1 / sum;
        }

        double loss = 0;
        double pull = 0;
        for (var c = 0; c < classes; c++)
        {
            var weight = target[c];
            var probability = probabilities[c * stride] * scale;
            var (logarithm, slope) = Logarithm(probability);
            loss -= weight == 0 ? 0 : weight * logarithm;
            pull += weight * slope * probability;
            if (!slopes.IsEmpty)
            {
                slopes[c * stride] = (float)(-weight * slope);
            }
        }

        for (var c = 0; c < classes && NormalizeProbabilities && !slopes.IsEmpty; c++)
        {
            slopes[c * stride] = (float)((slopes[c * stride] + pull) * scale);
        }

        return loss;
    }

    // log p with its bounds, and its derivative.
    private (double Value, double Slope) Logarithm(double probability)
    {
        if (ClipProbabilities > 0)
        {
            var clipped = Math.Clamp(probability, ClipProbabilities, 1 - ClipProbabilities);
            return (Math.Log(clipped), clipped == probability ? 1 / probability : 0);
        }

        return (Math.Max(Math.Log(probability), SmallestLogarithm), 1 / Math.Max(probability, SmallestDivisor));
    }
}
