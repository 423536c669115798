namespace Interop.Parity.Comparison;

/// <summary>
/// Who lies nearer to the float64 truth over everything computed forward: the ratio of the engine's relative error to the reference's, each
/// ‖value − truth‖₂ / ‖truth‖₂. Where an output is a single number that both round rightly, the ratio is chance; so the farthest output is
/// looked for with errors below one rounding counted as one rounding.
/// </summary>
/// <param name="Family">The family; null for all together.</param>
/// <param name="Reference">The reference.</param>
/// <param name="Outputs">How many outputs have a truth.</param>
/// <param name="Nearer">In how many of them the engine lies nearer.</param>
/// <param name="Same">In how many of them both lie equally far.</param>
/// <param name="MedianRatio">The median of the ratios.</param>
/// <param name="Within">How many ratios are at most <see cref="Limit"/>.</param>
/// <param name="Worst">The case and output where the engine loses most, with the ratio over at least one rounding.</param>
internal sealed record AccuracySummary(
    string? Family,
    string Reference,
    int Outputs,
    int Nearer,
    int Same,
    double MedianRatio,
    int Within,
    (string Output, double Ratio) Worst)
{
    /// <summary>How many times farther from the truth than the reference the engine should lie at most.</summary>
    public const double Limit = 1.5;

    /// <summary>The part of the outputs whose ratio should be within the limit.</summary>
    public const double Share = 0.95;

    /// <summary>The part of the outputs whose ratio is within the limit.</summary>
    public double ShareWithin => Outputs == 0 ? 1 : (double)Within / Outputs;

    /// <summary>Whether the aim is reached: a median of at most 1, and 95 of 100 within the limit.</summary>
    public bool Reached => MedianRatio <= 1 && ShareWithin >= Share;

    /// <summary>For each reference all families together, then each family.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<AccuracySummary> Of(ParityRun run)
    {
        var weighed = Weighed(run).ToList();
        return
        [
            .. weighed.GroupBy(pair => pair.Case.Reference).Select(group => Of(null, group.Key, [.. group])),
            .. weighed.GroupBy(pair => (pair.Case.Case.Family, pair.Case.Reference)).Select(group => Of(group.Key.Family, group.Key.Reference, [.. group])),
        ];
    }

    /// <summary>Everything computed forward that has a truth and is not known to differ.</summary>
    /// <param name="run">The run.</param>
    public static IEnumerable<(CaseComparison Case, OutputComparison Output)> Weighed(ParityRun run) =>
        from comparison in run.Comparisons
        from output in comparison.Outputs
        where output is { IsForward: true, Truth: not null, Excuse: null, Policy.IsBitwise: false }
        select (comparison, output);

    private static AccuracySummary Of(string? family, string reference, (CaseComparison Case, OutputComparison Output)[] weighed)
    {
        var truths = Array.ConvertAll(weighed, pair => pair.Output.Truth!);
        var (worstCase, worstOutput) = weighed.MaxBy(pair => pair.Output.Truth!.RatioOverRounding);
        return new AccuracySummary(
            family,
            reference,
            weighed.Length,
            truths.Count(truth => truth.Ratio < 1),
            truths.Count(truth => truth.Ratio == 1),
            Median(truths.Select(truth => truth.Ratio)),
            truths.Count(truth => truth.Ratio <= Limit),
            ($"{worstCase.Case.FullName}: {worstOutput.Name}", worstOutput.Truth!.RatioOverRounding));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
