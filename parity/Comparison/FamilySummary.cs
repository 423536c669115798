namespace Interop.Parity.Comparison;

/// <summary>The cases of one family against one reference, added up.</summary>
internal sealed record FamilySummary(
    string Family,
    string Reference,
    int Held,
    int Failed,
    int Known,
    int NotRun,
    long Values,
    long SameBits,
    double MaximumAbsolute,
    double MaximumRelative,
    UlpHistogram Ulps,
    string Policies,
    string? Worst)
{
    /// <summary>The summaries of a run, in the order of its cases; families that a reference says nothing of are left out.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<FamilySummary> Of(ParityRun run) =>
    [
        .. run.Comparisons.GroupBy(comparison => (comparison.Case.Family, comparison.Reference))
            .Where(group => group.Any(comparison => comparison.Status != CaseStatus.NotRun))
            .Select(group => Of(group.Key.Family, group.Key.Reference, [.. group])),
    ];

    private static FamilySummary Of(string family, string reference, CaseComparison[] comparisons)
    {
        // What is known to differ would hide how near the others are.
        CaseComparison[] compared = [.. comparisons.Where(comparison => comparison.Outputs.Count > 0 && comparison.Status != CaseStatus.Known)];
        OutputComparison[] outputs = [.. compared.SelectMany(comparison => comparison.Outputs)];
        var worst = compared.MaxBy(comparison => comparison.Outputs.Max(output => output.Values.MaximumAbsolute));
        return new FamilySummary(
            family,
            reference,
            comparisons.Count(comparison => comparison.Status == CaseStatus.Held),
            comparisons.Count(comparison => comparison.Status == CaseStatus.Failed),
            comparisons.Count(comparison => comparison.Status == CaseStatus.Known),
            comparisons.Count(comparison => comparison.Status == CaseStatus.NotRun),
            outputs.Sum(output => (long)output.Values.Count),
            outputs.Sum(output => (long)output.Values.SameBits),
            outputs.Select(output => output.Values.MaximumAbsolute).DefaultIfEmpty().Max(),
            outputs.Select(output => output.Values.MaximumRelative).DefaultIfEmpty().Max(),
            UlpHistogram.Sum(outputs.Select(output => output.Ulps)),
            string.Join(", ", outputs.Select(output => output.Policy.Name).Distinct()),
            outputs.Any(output => output.Values.MaximumAbsolute > 0) ? worst?.Case.Name : null);
    }
}
