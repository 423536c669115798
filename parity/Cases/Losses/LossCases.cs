using Interop.Native.Losses;

namespace Interop.Parity.Cases.Losses;

/// <summary>Every loss with every form of target and every reduction, small and large, and with logits so large that naive formulas overflow.</summary>
internal static class LossCases
{
    private static readonly Reduction[] Reductions = [Reduction.Mean, Reduction.Sum, Reduction.BatchMean, Reduction.None];

    private static readonly (LossKind Kind, bool FromLogits, TargetForm Targets)[] Forms =
    [
        (LossKind.MeanSquaredError, false, TargetForm.Values),
        (LossKind.BinaryCrossentropy, false, TargetForm.Labels),
        (LossKind.BinaryCrossentropy, false, TargetForm.Fractions),
        (LossKind.BinaryCrossentropy, true, TargetForm.Labels),
        (LossKind.BinaryCrossentropy, true, TargetForm.Fractions),
        (LossKind.CategoricalCrossentropy, false, TargetForm.Indices),
        (LossKind.CategoricalCrossentropy, false, TargetForm.OneHot),
        (LossKind.CategoricalCrossentropy, false, TargetForm.Distributions),
        (LossKind.CategoricalCrossentropy, true, TargetForm.Indices),
        (LossKind.CategoricalCrossentropy, true, TargetForm.OneHot),
        (LossKind.CategoricalCrossentropy, true, TargetForm.Distributions),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<ParityCase> All()
    {
        ulong seed = 100;
        foreach (var (kind, fromLogits, targets) in Forms)
        {
            foreach (var reduction in Reductions)
            {
                yield return new LossCase(kind, fromLogits, targets, reduction, 6, 5) { Seed = seed++ };
            }

            yield return new LossCase(kind, fromLogits, targets, Reduction.Mean, 64, 37) { Seed = seed++ };
            if (fromLogits)
            {
                yield return new LossCase(kind, fromLogits, targets, Reduction.Mean, 16, 7, Spread: 200) { Seed = seed++ };
            }
        }
    }
}
