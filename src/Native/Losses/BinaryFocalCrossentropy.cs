using Interop.Native.Activations;
using Interop.Native.Kernels;
using Interop.Native.Tensors;

namespace Interop.Native.Losses;

/// <summary>
/// Focal loss of yes-or-no answers, which makes light of what is already right: <c>−α_t (1 − p_t)^γ log p_t</c> with p_t the probability of
/// the target, for a target y between 0 and 1 the two sides in proportion; mean over all elements. With γ = 0 it is
/// <see cref="BinaryCrossentropy"/>. Predictions and targets: [N, …], same shape. Source: Lin et al. 2017.
/// </summary>
/// <param name="fromLogits">Whether predictions are logits rather than probabilities.</param>
/// <param name="gamma">γ, how strongly it makes light.</param>
public sealed class BinaryFocalCrossentropy(bool fromLogits = false, float gamma = 2f) : ElementwiseLoss
{
    private const double SmallestLogarithm = -100;
    private const double SmallestDivisor = 1e-12;

    private bool _fromLogits = fromLogits;

    /// <inheritdoc/>
    public override bool FromLogits => _fromLogits;

    /// <inheritdoc/>
    public override PredictionKind Kind => PredictionKind.Labels;

    /// <summary>γ.</summary>
    public float Gamma { get; } = LossArguments.NonNegative(gamma, nameof(gamma));

    /// <summary>α, how much positives weigh, 1 − α being what negatives weigh; the paper's is 0.25. Null, the default, leaves both at 1.</summary>
    public float? Alpha
    {
        get;
        init => field = value is { } alpha ? LossArguments.Fraction(alpha, nameof(Alpha)) : null;
    }

    /// <inheritdoc/>
    public override Loss? FuseWith(ActivationFunction lastActivation, Shape outputShape)
    {
        if (_fromLogits || lastActivation is not Sigmoid)
        {
            return null;
        }

        var fused = (BinaryFocalCrossentropy)MemberwiseClone();
        fused._fromLogits = true;
        return fused;
    }

    /// <inheritdoc/>
    protected override TargetFault? FindFault(ReadOnlySpan<float> targets, Shape targetShape, Shape predictionShape) =>
        RangeCheck.FirstOutside(targets, 0, 1) is >= 0 and var position ? new TargetFault(position, "targets in [0, 1]") : null;

    /// <inheritdoc/>
    protected override void EvaluateItems(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient)
    {
        if (!_fromLogits)
        {
            LossArguments.CheckProbabilities(inputs, nameof(BinaryFocalCrossentropy), "sigmoid");
        }

        var positive = Alpha ?? 1;
        var negative = 1 - Alpha ?? 1;
        for (var i = 0; i < losses.Length; i++)
        {
            var y = inputs.Targets[i];
            var (yes, yesSlope) = Side(inputs.Predictions[i], 1);
            var (no, noSlope) = Side(inputs.Predictions[i], -1);
            losses[i] = (float)((positive * y * yes) + (negative * (1 - y) * no));
            if (!gradient.IsEmpty)
            {
                gradient[i] = (float)((positive * y * yesSlope) + (negative * (1 - y) * noSlope));
            }
        }
    }

    private protected override void Adopt(LossConvention convention)
    {
        if (convention == LossConvention.Lecture)
        {
            AdoptReduction(Reduction.BatchMean);
        }
    }

    // −(1 − p)^γ log p of the probability p of one side, and its derivative with respect to the prediction; sign −1 is the side of "no".
    private (double Loss, double Slope) Side(double prediction, int sign)
    {
        double p;
        double rest;
        double logarithm;
        double move;
        if (_fromLogits)
        {
            var x = sign * prediction;
            var e = Math.Exp(-Math.Abs(x));
            (p, rest) = x >= 0 ? (1 / (1 + e), e / (1 + e)) : (e / (1 + e), 1 / (1 + e));
            logarithm = Math.Min(x, 0) - double.LogP1(e);

            // d log p / dx = 1 − p.
            move = rest;
        }
        else
        {
            p = sign > 0 ? prediction : 1 - prediction;
            rest = 1 - p;
            logarithm = Math.Max(Math.Log(p), SmallestLogarithm);
            move = 1 / Math.Max(p, SmallestDivisor);
        }

        // d/d log p of −(1 − p)^γ log p is γ p (1 − p)^(γ−1) log p − (1 − p)^γ; at p = 1 the first term vanishes since log p does.
        var dim = Math.Pow(rest, Gamma);
        var first = rest == 0 ? 0 : Gamma * p * dim / rest * logarithm;
        return (-dim * logarithm, sign * move * (first - dim));
    }
}
