using System.Globalization;
using Interop.Parity.Comparison;

namespace Interop.Parity.Reports;

/// <summary>The one table at the end, and below it whatever does not hold.</summary>
internal static class ReportTable
{
    /// <summary>Shows a report.</summary>
    /// <param name="display">Where.</param>
    /// <param name="report">The report.</param>
    public static void Show(Display display, ParityReport report)
    {
        var table = new ScreenTable(display, "what", "against", "holds", "values~", "same bits", "max abs", "max rel~", "max ulp~", "policy~", "farthest");
        foreach (var check in report.MainJob?.Checks ?? [])
        {
            table.Add(check.What, "", Mark(check.Holds), "", "", "", "", "", "", check.Found);
        }

        foreach (var family in FamilySummary.Of(report.Run))
        {
            table.Add(
                family.Family,
                family.Reference,
                $"{family.Held}/{family.Held + family.Failed}{(family.Failed == 0 ? "" : " NO")}{(family.Known == 0 ? "" : $" +{family.Known} known")}",
                family.Values.ToString("N0", CultureInfo.InvariantCulture),
                Percent(family.SameBits, family.Values),
                Display.Number(family.MaximumAbsolute),
                Display.Number(family.MaximumRelative),
                family.Ulps.Maximum.ToString("N0", CultureInfo.InvariantCulture),
                family.Policies,
                family.Worst ?? "");
        }

        table.Show();
        ShowAccuracy(display, report.Run);
        ShowTrainings(display, report.Run);
        foreach (var failure in report.Run.Comparisons.Where(comparison => comparison.Status == CaseStatus.Failed))
        {
            display.Line($"DOES NOT HOLD {failure.Case.FullName} against {failure.Reference}: {failure.Reason}");
        }

        foreach (var differences in report.Run.Comparisons.Where(comparison => comparison.Status == CaseStatus.Known).GroupBy(comparison => comparison.Reason))
        {
            display.Line($"known to differ: {string.Join(", ", differences.Select(comparison => comparison.Case.FullName).Distinct())}: {differences.Key}");
        }

        foreach (var parityCase in report.Run.Uncompared)
        {
            display.Line($"COMPARED WITH NOTHING {parityCase.FullName}: no reference knows it");
        }

        var compared = report.Run.Comparisons.Count(comparison => comparison.Status != CaseStatus.NotRun);
        var held = report.Run.Comparisons.Count(comparison => comparison.Status == CaseStatus.Held);
        var known = report.Run.Comparisons.Count(comparison => comparison.Status == CaseStatus.Known);
        display.Line(
            $"{(report.Holds ? "everything holds" : "NOT everything holds")}: {held} of {compared} comparisons{(known == 0 ? "" : $" ({known} are known to differ)")} of " +
            $"{report.Run.Comparisons.Select(comparison => comparison.Case).Distinct().Count()} cases, {report.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s");
    }

    private static void ShowAccuracy(Display display, ParityRun run)
    {
        var table = new ScreenTable(
            display, "error against float64, forward", "against", "outputs", "nearer~", "same~", "median ratio", $"within {AccuracySummary.Limit}", "farthest~");
        foreach (var summary in AccuracySummary.Of(run))
        {
            table.Add(
                summary.Family ?? "all families",
                summary.Reference,
                $"{summary.Outputs}",
                $"{summary.Nearer}",
                $"{summary.Same}",
                Display.Number(summary.MedianRatio),
                Percent(summary.Within, summary.Outputs),
                $"{Display.Number(summary.Worst.Ratio)} {summary.Worst.Output}");
        }

        table.Show();
    }

    private static void ShowTrainings(Display display, ParityRun run)
    {
        var table = new ScreenTable(
            display, "training from the same seed", "against", "steps~", "bits first part in~", "in the loss at step", "loss apart", "own error~", "its error~");
        foreach (var training in TrainingComparison.Of(run))
        {
            table.Add(
                training.Case.Case.Name,
                training.References,
                $"{training.Curve.Own.Count}",
                training.FirstPart ?? "",
                $"{training.Curve.FirstStep}",
                Display.Number(training.Curve.LargestRelative),
                training.Losses.Truth is { } own ? Display.Number(own.Own.Relative) : "",
                training.Losses.Truth is { } other ? Display.Number(other.Reference.Relative) : "");
        }

        table.Show();
    }

    private static string Mark(bool holds) => holds ? "yes" : "NO";

    private static string Percent(long part, long whole) => whole == 0 ? "" : (100.0 * part / whole).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
