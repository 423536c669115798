using Reduction = Interop.Native.Losses.Reduction;
using static Interop.Parity.Cases.Losses.LossKind;
using static Interop.Parity.Cases.Losses.PredictionForm;

namespace Interop.Parity.Cases.Losses;

/// <summary>
/// Every loss with every form of target, every reduction and every option, small and large, and with logits so large that naive formulas overflow.
/// </summary>
internal static class LossCases
{
    private static readonly Reduction[] Reductions = [Reduction.Mean, Reduction.Sum, Reduction.BatchMean, Reduction.None];

    private static readonly (LossKind Kind, PredictionForm Predictions, TargetForm Targets, LossOptions Options)[] Forms =
    [
        (MeanSquaredError, Values, TargetForm.Values, new()),
        (BinaryCrossentropy, Probabilities, TargetForm.Labels, new()),
        (BinaryCrossentropy, Probabilities, TargetForm.Fractions, new()),
        (BinaryCrossentropy, Logits, TargetForm.Labels, new()),
        (BinaryCrossentropy, Logits, TargetForm.Fractions, new()),
        (CategoricalCrossentropy, Probabilities, TargetForm.Indices, new()),
        (CategoricalCrossentropy, Probabilities, TargetForm.OneHot, new()),
        (CategoricalCrossentropy, Probabilities, TargetForm.Distributions, new()),
        (CategoricalCrossentropy, Logits, TargetForm.Indices, new()),
        (CategoricalCrossentropy, Logits, TargetForm.OneHot, new()),
        (CategoricalCrossentropy, Logits, TargetForm.Distributions, new()),
        (MeanAbsoluteError, Values, TargetForm.Values, new()),
        (Huber, Values, TargetForm.Values, new()),
        (SmoothL1, Values, TargetForm.Values, new()),
        (LogCosh, Values, TargetForm.Values, new()),
        (NegativeLogLikelihood, LogProbabilities, TargetForm.Indices, new()),
        (BinaryFocal, Logits, TargetForm.Labels, new() { Alpha = 0.25 }),
        (CategoricalFocal, Logits, TargetForm.Indices, new()),
        (Hinge, Values, TargetForm.Signs, new()),
        (CategoricalHinge, Values, TargetForm.Indices, new()),
        (KLDivergence, LogProbabilities, TargetForm.Distributions, new()),
        (Poisson, Values, TargetForm.Counts, new()),
        (CosineSimilarity, Values, TargetForm.Values, new()),
    ];

    // Each option by itself, and some together.
    private static readonly (LossKind Kind, PredictionForm Predictions, TargetForm Targets, LossOptions Options)[] Optional =
    [
        (MeanSquaredError, Values, TargetForm.Values, new() { SampleWeights = true }),
        (Huber, Values, TargetForm.Values, new() { Number = 0.5 }),
        (SmoothL1, Values, TargetForm.Values, new() { Number = 0.3 }),
        (BinaryCrossentropy, Probabilities, TargetForm.Labels, new() { Weights = true }),
        (BinaryCrossentropy, Probabilities, TargetForm.Fractions, new() { SampleWeights = true }),
        (BinaryCrossentropy, Logits, TargetForm.Labels, new() { Weights = true }),
        (BinaryCrossentropy, Logits, TargetForm.Labels, new() { PositiveWeights = true }),
        (BinaryCrossentropy, Logits, TargetForm.Fractions, new() { Weights = true, PositiveWeights = true }),
        (BinaryCrossentropy, Logits, TargetForm.Labels, new() { SampleWeights = true }),
        (BinaryCrossentropy, Logits, TargetForm.Labels, new() { Smoothing = 0.1 }),
        (CategoricalCrossentropy, Logits, TargetForm.Indices, new() { Weights = true }),
        (CategoricalCrossentropy, Logits, TargetForm.Indices, new() { Smoothing = 0.1 }),
        (CategoricalCrossentropy, Logits, TargetForm.Indices, new() { IgnoreIndex = 2 }),
        (CategoricalCrossentropy, Logits, TargetForm.Indices, new() { IgnoreIndex = -100 }),
        (CategoricalCrossentropy, Logits, TargetForm.Indices, new() { Weights = true, Smoothing = 0.2, IgnoreIndex = 1 }),
        (CategoricalCrossentropy, Logits, TargetForm.OneHot, new() { Weights = true }),
        (CategoricalCrossentropy, Logits, TargetForm.OneHot, new() { Smoothing = 0.3 }),
        (CategoricalCrossentropy, Logits, TargetForm.Distributions, new() { Weights = true, Smoothing = 0.1 }),
        (CategoricalCrossentropy, Logits, TargetForm.Indices, new() { Space = [4, 3] }),
        (CategoricalCrossentropy, Logits, TargetForm.Indices, new() { Weights = true, IgnoreIndex = 0, Space = [7] }),
        (NegativeLogLikelihood, LogProbabilities, TargetForm.Indices, new() { Weights = true }),
        (NegativeLogLikelihood, LogProbabilities, TargetForm.Indices, new() { IgnoreIndex = -100 }),
        (NegativeLogLikelihood, LogProbabilities, TargetForm.Indices, new() { Space = [4, 3] }),
        (BinaryFocal, Logits, TargetForm.Labels, new() { Number = 0.5 }),
        (BinaryFocal, Probabilities, TargetForm.Labels, new() { Number = 3, Alpha = 0.6 }),
        (CategoricalFocal, Logits, TargetForm.Indices, new() { Number = 1.5, Weights = true }),
        (CategoricalFocal, Probabilities, TargetForm.OneHot, new()),
        (Hinge, Values, TargetForm.Signs, new() { Squared = true, Number = 0.7 }),
        (CategoricalHinge, Values, TargetForm.Indices, new() { Squared = true }),
        (CategoricalHinge, Values, TargetForm.Indices, new() { Number = 0.5, Weights = true }),
        (KLDivergence, LogProbabilities, TargetForm.LogProbabilities, new()),
        (Poisson, Probabilities, TargetForm.Counts, new()),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<ParityCase> All() => Cases().Select(ParityCase (parityCase, i) => parityCase with { Seed = 100 + (ulong)i });

    private static IEnumerable<LossCase> Cases()
    {
        foreach (var (kind, predictions, targets, options) in Forms)
        {
            foreach (var reduction in Reductions)
            {
                yield return new LossCase(kind, predictions, targets, reduction, 6, 5, options);
            }

            yield return new LossCase(kind, predictions, targets, Reduction.Mean, 64, 37, options);
            if (predictions == Logits)
            {
                yield return new LossCase(kind, predictions, targets, Reduction.Mean, 16, 7, options, Spread: 200);
            }
        }

        foreach (var (kind, predictions, targets, options) in Optional)
        {
            foreach (var reduction in (Reduction[])[Reduction.Mean, Reduction.Sum, Reduction.None])
            {
                yield return new LossCase(kind, predictions, targets, reduction, 9, 5, options);
            }

            if (options.SampleWeights)
            {
                yield return new LossCase(kind, predictions, targets, Reduction.WeightedMean, 9, 5, options);
            }
        }
    }
}
