namespace Interop.Parity.Comparison;

/// <summary>Where two trainings from the same seed part, and how far.</summary>
/// <param name="Case">The comparison.</param>
/// <param name="References">The references, joined by commas: those with the same losses to the last bit are one.</param>
/// <param name="Losses">The losses of both sides, and the error of both against float64.</param>
/// <param name="FirstPart">The first output, in the order in which a training makes them, that is not the same bits; null where all are.</param>
internal sealed record TrainingComparison(CaseComparison Case, string References, OutputComparison Losses, string? FirstPart)
{
    /// <summary>Both curves.</summary>
    public CurveComparison Curve => Losses.Curve!;

    /// <summary>Where bits part and how far the losses come apart, as a sentence.</summary>
    public string Words => Curve.FirstStep is { } step
        ? $"bits first part in {FirstPart}, in the loss at step {step}; at most {Reports.Display.Number(Curve.LargestRelative)} apart"
        : $"the same loss at every step{(FirstPart is null ? "" : $", although {FirstPart} is not the same bits")}";

    /// <summary>The trainings of a run.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<TrainingComparison> Of(ParityRun run) =>
    [
        .. (from comparison in run.Comparisons
            from output in comparison.Outputs
            where output.Curve is not null
            select (Case: comparison, Losses: output))
            .GroupBy(pair => (pair.Case.Case, Curve: string.Join(' ', pair.Losses.Curve!.Reference.Select(BitConverter.DoubleToInt64Bits))))
            .Select(group => new TrainingComparison(
                group.First().Case,
                string.Join(", ", group.Select(pair => pair.Case.Reference)),
                group.First().Losses,
                group.First().Case.Outputs.FirstOrDefault(part => part.Values.FirstDifference is not null)?.Name)),
    ];
}
