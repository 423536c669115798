using System.Globalization;
using System.Text;
using Interop.Parity.Comparison;

namespace Interop.Parity.Reports;

/// <summary>The report for readers, as Markdown.</summary>
internal static class MarkdownReport
{
    /// <summary>Writes the report.</summary>
    /// <param name="path">The file.</param>
    /// <param name="report">The report.</param>
    public static void Write(string path, ParityReport report)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, Compose(report));
    }

    private static string Compose(ParityReport report)
    {
        var text = new StringBuilder();
        text.AppendLine("# Parity report").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"**{(report.Holds ? "Everything holds." : "Not everything holds.")}**").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"- {report.Started:yyyy-MM-dd HH:mm:ss} UTC, {report.Elapsed.TotalSeconds:0.0} s, on {ParityReport.Machine}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- checked: {report.Run.Subject.Producer}");
        foreach (var reference in report.Run.References)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- against {reference.Name}: {reference.Producer}");
        }

        foreach (var backend in Backends.All)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- backend {backend.Summary}");
        }

        AppendFamilies(text, report.Run);
        AppendAccuracy(text, report.Run);
        AppendTrainings(text, report.Run);
        AppendMainJob(text, report);
        AppendFailures(text, report.Run);
        AppendPolicies(text);
        AppendCases(text, report.Run);
        return text.ToString();
    }

    private static void AppendMainJob(StringBuilder text, ParityReport report)
    {
        if (report.MainJob is not { } job)
        {
            return;
        }

        text.AppendLine().AppendLine("## The main job").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{job.Network}, up to {job.Epochs} epochs on {job.Samples.Train} digits, {job.Samples.Validation} to validate, {job.Samples.Test} to test; kept epoch {job.BestEpoch}.").AppendLine();
        text.AppendLine("| what | found | holds |").AppendLine("|---|---|---|");
        foreach (var check in job.Checks)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {check.What} | {check.Found} | {(check.Holds ? "yes" : "**no**")} |");
        }
    }

    private static void AppendFamilies(StringBuilder text, ParityRun run)
    {
        text.AppendLine().AppendLine("## Families").AppendLine();
        text.AppendLine("| family | against | held | failed | known | values | same bits | max abs | max rel | max ulp | policies | farthest |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var family in FamilySummary.Of(run))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {family.Family} | {family.Reference} | {family.Held} | {family.Failed} | {family.Known} | {family.Values} | {family.SameBits} | {Display.Number(family.MaximumAbsolute)} | " +
                $"{Display.Number(family.MaximumRelative)} | {family.Ulps.Maximum} | {family.Policies} | {family.Worst} |");
        }
    }

    private static void AppendAccuracy(StringBuilder text, ParityRun run)
    {
        var summaries = AccuracySummary.Of(run);
        if (summaries.Count == 0)
        {
            return;
        }

        text.AppendLine().AppendLine("## Who is nearer to the truth").AppendLine();
        text.AppendLine("Everything computed forward, against the same in float64: the engine's relative error over the reference's. Below 1 the engine lies nearer.").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| family | against | outputs | nearer | equally far | median ratio | within {AccuracySummary.Limit} | where the engine loses most | by |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var summary in summaries)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {summary.Family ?? "all"} | {summary.Reference} | {summary.Outputs} | {summary.Nearer} | {summary.Same} | {Display.Number(summary.MedianRatio)} | " +
                $"{(100 * summary.ShareWithin).ToString("0.0", CultureInfo.InvariantCulture)} % | {summary.Worst.Output} | {Display.Number(summary.Worst.Ratio)} |");
        }
    }

    private static void AppendTrainings(StringBuilder text, ParityRun run)
    {
        var trainings = TrainingComparison.Of(run);
        if (trainings.Count == 0)
        {
            return;
        }

        text.AppendLine().AppendLine("## Trainings from the same seed").AppendLine();
        text.AppendLine("| training | against | steps | bits first part in | in the loss at step | largest difference of the loss | error against float64 | its error |");
        text.AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var training in trainings)
        {
            var truth = training.Losses.Truth;
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {training.Case.Case.Name} | {training.References} | {training.Curve.Own.Count} | {training.FirstPart} | {training.Curve.FirstStep} | {Display.Number(training.Curve.LargestRelative)} | " +
                $"{(truth is null ? "" : Display.Number(truth.Own.Relative))} | {(truth is null ? "" : Display.Number(truth.Reference.Relative))} |");
        }
    }

    private static void AppendFailures(StringBuilder text, ParityRun run)
    {
        CaseComparison[] failures = [.. run.Comparisons.Where(comparison => comparison.Status == CaseStatus.Failed)];
        CaseComparison[] known = [.. run.Comparisons.Where(comparison => comparison.Status == CaseStatus.Known)];
        if (failures.Length == 0 && known.Length == 0 && !run.Uncompared.Any())
        {
            return;
        }

        text.AppendLine().AppendLine("## What differs").AppendLine();
        foreach (var comparison in known)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- known: {comparison.Case.FullName} against {comparison.Reference}: {comparison.Reason}");
        }

        foreach (var failure in failures)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- {failure.Case.FullName} against {failure.Reference}: {failure.Reason}");
        }

        foreach (var parityCase in run.Uncompared)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- {parityCase.FullName}: no reference knows it");
        }
    }

    private static void AppendPolicies(StringBuilder text)
    {
        text.AppendLine().AppendLine("## Tolerance policies").AppendLine();
        text.AppendLine("| policy | relative | absolute | reason |").AppendLine("|---|---|---|---|");
        foreach (var policy in TolerancePolicy.All)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {policy.Name} | {Display.Number(policy.Relative)} | {Display.Number(policy.Absolute)} | {policy.Reason} |");
        }
    }

    private static void AppendCases(StringBuilder text, ParityRun run)
    {
        text.AppendLine().AppendLine("## Cases, the worst first").AppendLine();
        text.AppendLine("| case | against | status | output | max abs | max rel | max ulp | same bits | first difference |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var comparison in run.Comparisons.Where(comparison => comparison.Status != CaseStatus.NotRun).OrderByDescending(comparison => comparison.Severity))
        {
            if (comparison.Outputs.MaxBy(output => output.Values.ToleranceUsed) is { Values: var values } worst)
            {
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"| {comparison.Case.FullName} | {comparison.Reference} | {comparison.Status} | {worst.Name} | {Display.Number(values.MaximumAbsolute)} | " +
                    $"{Display.Number(values.MaximumRelative)} | {values.MaximumUlps} | {values.SameBits}/{values.Count} | {values.FirstDifference} |");
            }
            else
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| {comparison.Case.FullName} | {comparison.Reference} | {comparison.Status} | {comparison.Reason} | | | | | |");
            }
        }
    }
}
