using Interop.Native.Activations;

namespace Interop.Native.Losses;

/// <summary>
/// Binary cross-entropy: <c>L = −mean [y log p + (1−y) log(1−p)]</c>, for one label or several. Mean over all elements by default
/// (PyTorch, Keras' average over both axes); D1's multi-label sum over classes is <see cref="Reduction.BatchMean"/>. From probabilities,
/// logarithms are held at −100 or more, as PyTorch does; from logits x it is <c>max(x, 0) − x y + log(1 + e^−|x|)</c>, which cannot
/// overflow. Predictions and targets: [N, …], same shape, targets in [0, 1]. Source: D0, D1.
/// </summary>
/// <param name="fromLogits">Whether predictions are logits rather than probabilities.</param>
public sealed class BinaryCrossentropy(bool fromLogits = false) : Loss
{
    private const float SmallestLogarithm = -100f;
    private const float SmallestVariance = 1e-12f;

    /// <inheritdoc/>
    public override bool FromLogits => fromLogits;

    /// <summary>The base of the logarithm: e by default; D1's worked examples use 10.</summary>
    public double LogBase { get; init; } = Math.E;

    /// <inheritdoc/>
    public override Loss? FuseWith(ActivationFunction lastActivation) =>
        !fromLogits && lastActivation is Sigmoid ? new BinaryCrossentropy(fromLogits: true) { Reduction = Reduction, LogBase = LogBase } : null;

    /// <inheritdoc/>
    protected override void EvaluateItems(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient)
    {
        var unit = (float)(1 / Math.Log(LogBase));
        for (var i = 0; i < losses.Length; i++)
        {
            var target = inputs.Targets[i];
            if (!(target is >= 0 and <= 1))
            {
                throw new LossException($"BinaryCrossentropy takes targets in [0, 1]; element {i} of the batch is {target}.");
            }

            var (loss, slope) = fromLogits ? FromLogit(inputs.Predictions[i], target) : FromProbability(inputs.Predictions[i], target, i);
            losses[i] = loss * unit;
            if (!gradient.IsEmpty)
            {
                gradient[i] = slope * unit;
            }
        }
    }

    private static (float Loss, float Slope) FromLogit(float logit, float target)
    {
        var loss = Math.Max(logit, 0) - (logit * target) + float.LogP1(MathF.Exp(-Math.Abs(logit)));
        var probability = (float)(1 / (1 + Math.Exp(-(double)logit)));
        return (loss, probability - target);
    }

    private static (float Loss, float Slope) FromProbability(float probability, float target, int position)
    {
        if (!(probability is >= 0 and <= 1))
        {
            throw new LossException(
                $"BinaryCrossentropy takes probabilities in [0, 1]; element {position} of the batch is {probability}. " +
                "End the network in a sigmoid, or use fromLogits: true.");
        }

        var loss = ((target - 1) * Math.Max(float.LogP1(-probability), SmallestLogarithm))
            - (target * Math.Max(MathF.Log(probability), SmallestLogarithm));
        return (loss, (probability - target) / Math.Max((1 - probability) * probability, SmallestVariance));
    }
}
