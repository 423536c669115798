using System.Globalization;
using System.Net;
using System.Text;
using Interop.Parity.Comparison;

namespace Interop.Parity.Reports.Html;

/// <summary>
/// The report for readers, as one page that needs nothing beside itself: light and dark, a filter box, the summary of the families first and
/// the worst cases first.
/// </summary>
internal static class HtmlReport
{
    /// <summary>Writes the report.</summary>
    /// <param name="path">The file.</param>
    /// <param name="report">The report.</param>
    public static void Write(string path, ParityReport report)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, Compose(report));
    }

    /// <summary>A text as HTML.</summary>
    /// <param name="text">The text.</param>
    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string Compose(ParityReport report)
    {
        var page = new StringBuilder();
        page.AppendLine("<!doctype html>").AppendLine("<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.AppendLine(CultureInfo.InvariantCulture, $"<title>Parity report, {report.Started:yyyy-MM-dd}</title><style>{Resource("report.css")}</style></head><body><main>");
        AppendHeader(page, report);
        AppendTiles(page, report);
        AppendFamilies(page, report.Run);
        AppendMainJob(page, report);
        AppendAccuracy(page, report.Run);
        AppendCurves(page, report.Run);
        AppendDifferences(page, report.Run);
        CaseSection.Append(page, report.Run);
        AppendPolicies(page);
        page.AppendLine(CultureInfo.InvariantCulture, $"</main><script>{Resource("report.js")}</script></body></html>");
        return page.ToString();
    }

    private static void AppendHeader(StringBuilder page, ParityReport report)
    {
        var run = report.Run;
        page.Append(CultureInfo.InvariantCulture, $"<header><div><h1 class=\"{(report.Holds ? "good" : "bad")}\">{(report.Holds ? "Everything holds" : "Not everything holds")}</h1>");
        page.Append(CultureInfo.InvariantCulture, $"<p>{report.Started:yyyy-MM-dd HH:mm:ss} UTC, {report.Elapsed.TotalSeconds:0.0} s, on {Encode(ParityReport.Machine)}. Checked: {Encode(run.Subject.Producer)}.</p>");
        foreach (var reference in run.References)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p><b>{reference.Name}</b>: {Encode(reference.Producer)}</p>");
        }

        if (run.Truth is { } truth)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p><b>float64 truth</b>: {Encode(truth.Producer)}</p>");
        }

        page.AppendLine("</div><button id=\"theme\" title=\"light or dark\">◐</button></header>");
    }

    private static void AppendTiles(StringBuilder page, ParityReport report)
    {
        var compared = report.Run.Comparisons.Where(comparison => comparison.Status != CaseStatus.NotRun).ToList();
        int Count(CaseStatus status) => compared.Count(comparison => comparison.Status == status);
        var values = compared.SelectMany(comparison => comparison.Outputs).Sum(output => (long)output.Values.Count);
        var same = compared.SelectMany(comparison => comparison.Outputs).Sum(output => (long)output.Values.SameBits);
        page.Append("<div class=\"tiles\">");
        Tile($"{Count(CaseStatus.Held):N0} of {compared.Count:N0}", $"comparisons hold, of {compared.Select(comparison => comparison.Case).Distinct().Count():N0} cases", "");
        Tile($"{Count(CaseStatus.Failed):N0}", "do not hold", Count(CaseStatus.Failed) == 0 ? "good" : "bad");
        Tile($"{Count(CaseStatus.Known):N0}", "differ for a known reason", "");
        Tile(values == 0 ? "" : $"{(100.0 * same / values).ToString("0.0", CultureInfo.InvariantCulture)} %", $"of {values:N0} values are the same bits", "");
        foreach (var summary in AccuracySummary.Of(report.Run).Where(summary => summary.Family is null).Take(1))
        {
            Tile(Display.Number(summary.MedianRatio), $"is the median of own error over that of '{summary.Reference}', against float64", summary.MedianRatio <= 1 ? "good" : "bad");
            Tile(
                $"{(100 * summary.ShareWithin).ToString("0.0", CultureInfo.InvariantCulture)} %",
                $"of {summary.Outputs:N0} forward outputs within {AccuracySummary.Limit} times its error",
                summary.ShareWithin >= AccuracySummary.Share ? "good" : "bad");
        }

        page.AppendLine("</div>");

        void Tile(string figure, string words, string kind) =>
            page.Append(CultureInfo.InvariantCulture, $"<div class=\"tile\"><b class=\"{kind}\">{Encode(figure)}</b><span>{Encode(words)}</span></div>");
    }

    private static void AppendMainJob(StringBuilder page, ParityReport report)
    {
        if (report.MainJob is not { } job)
        {
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"<h2>The main job</h2><p>{Encode(job.Network)}, up to {job.Epochs} epochs on {job.Samples.Train} digits, {job.Samples.Validation} to validate, {job.Samples.Test} to test; kept epoch {job.BestEpoch}.</p>");
        page.Append("<div class=\"scroll\"><table><thead><tr><th>what</th><th>found</th><th>holds</th></tr></thead><tbody>");
        foreach (var check in job.Checks)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Encode(check.What)}</td><td class=\"wrap\">{Encode(check.Found)}</td><td class=\"mark {(check.Holds ? "good\">yes" : "bad\">no")}</td></tr>");
        }

        page.AppendLine("</tbody></table></div>");
    }

    private static void AppendFamilies(StringBuilder page, ParityRun run)
    {
        page.Append("<h2>Families</h2><div class=\"scroll\"><table><thead><tr><th>family</th><th>against</th><th>hold</th><th>fail</th><th>known</th><th>values</th><th>same bits</th>" +
            "<th>max abs</th><th>max rel</th><th>max ulp</th><th>values by distance in floats</th><th>policies</th><th>farthest</th></tr></thead><tbody>");
        foreach (var family in FamilySummary.Of(run))
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{Encode(family.Family)}</td><td>{family.Reference}</td><td class=\"number good\">{family.Held}</td><td class=\"number {(family.Failed == 0 ? "soft" : "bad mark")}\">{family.Failed}</td>" +
                $"<td class=\"number {(family.Known == 0 ? "soft" : "known")}\">{family.Known}</td><td class=\"number\">{family.Values:N0}</td>" +
                $"<td class=\"number\">{(family.Values == 0 ? "" : $"{(100.0 * family.SameBits / family.Values).ToString("0.0", CultureInfo.InvariantCulture)} %")}</td>" +
                $"<td class=\"number\">{Display.Number(family.MaximumAbsolute)}</td><td class=\"number\">{Display.Number(family.MaximumRelative)}</td><td class=\"number\">{family.Ulps.Maximum:N0}</td>" +
                $"<td>{UlpHistogramChart.Draw(family.Ulps)}</td><td>{family.Policies}</td><td>{Encode(family.Worst ?? "")}</td></tr>");
        }

        page.AppendLine("</tbody></table></div>");
    }

    private static void AppendAccuracy(StringBuilder page, ParityRun run)
    {
        var summaries = AccuracySummary.Of(run);
        if (summaries.Count == 0)
        {
            return;
        }

        page.Append("<h2>Who is nearer to the truth</h2><p>Everything computed forward, against the same in float64: ‖value − truth‖₂ / ‖truth‖₂ of the engine over that of the reference. Below 1 the engine lies nearer.</p>");
        page.Append("<div class=\"scroll\"><table><thead><tr><th>family</th><th>against</th><th>outputs</th><th>nearer</th><th>equally far</th><th>median ratio</th>");
        page.Append(CultureInfo.InvariantCulture, $"<th>within {AccuracySummary.Limit}</th><th>where the engine loses most</th><th>by</th></tr></thead><tbody>");
        foreach (var summary in summaries)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{(summary.Family is null ? "<b>all</b>" : Encode(summary.Family))}</td><td>{summary.Reference}</td><td class=\"number\">{summary.Outputs}</td><td class=\"number\">{summary.Nearer}</td><td class=\"number\">{summary.Same}</td>" +
                $"<td class=\"number {(summary.MedianRatio <= 1 ? "good" : "bad")}\">{Display.Number(summary.MedianRatio)}</td><td class=\"number {(summary.ShareWithin >= AccuracySummary.Share ? "good" : "bad")}\">{(100 * summary.ShareWithin).ToString("0.0", CultureInfo.InvariantCulture)} %</td>" +
                $"<td>{Encode(summary.Worst.Output)}</td><td class=\"number\">{Display.Number(summary.Worst.Ratio)}</td></tr>");
        }

        page.Append("</tbody></table></div><div class=\"charts\" style=\"margin-top:14px\">");
        foreach (var group in AccuracySummary.Weighed(run).GroupBy(pair => pair.Case.Reference))
        {
            page.Append(CultureInfo.InvariantCulture, $"<div class=\"card\"><h3>against {group.Key}</h3>{TruthChart.Draw(group)}</div>");
        }

        page.AppendLine("</div>");
    }

    private static void AppendCurves(StringBuilder page, ParityRun run)
    {
        var trainings = TrainingComparison.Of(run);
        if (trainings.Count == 0)
        {
            return;
        }

        page.Append("<h2>Loss curves</h2><p><span class=\"key\"><i></i>the engine</span><span class=\"key\"><i class=\"reference\"></i>the reference</span> Below each: how far they lie apart, relatively; the upright line is the step at which bits first part.</p><div class=\"charts\">");
        foreach (var training in trainings)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<div class=\"card\"><h3>{Encode(training.Case.Case.Name)} against {training.References}</h3><p>{Encode(training.Words)}</p>{LossCurveChart.Draw(training.Curve)}</div>");
        }

        page.AppendLine("</div>");
    }

    private static void AppendDifferences(StringBuilder page, ParityRun run)
    {
        var known = run.Comparisons.Where(comparison => comparison.Status == CaseStatus.Known).GroupBy(comparison => (comparison.Reference, comparison.Reason)).ToList();
        var uncompared = run.Uncompared.ToList();
        if (known.Count == 0 && uncompared.Count == 0)
        {
            return;
        }

        page.Append("<h2>What is known to differ, and why</h2><div class=\"scroll\"><table><thead><tr><th>cases</th><th>against</th><th>reason</th></tr></thead><tbody>");
        foreach (var group in known)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"wrap\">{Encode(string.Join(", ", group.Select(comparison => comparison.Case.FullName)))}</td><td>{group.Key.Reference}</td><td class=\"wrap\">{Encode(group.Key.Reason!)}</td></tr>");
        }

        foreach (var parityCase in uncompared)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"bad\">{Encode(parityCase.FullName)}</td><td></td><td class=\"bad\">compared with nothing: no reference knows it</td></tr>");
        }

        page.AppendLine("</tbody></table></div>");
    }

    private static void AppendPolicies(StringBuilder page)
    {
        page.Append("<h2>Tolerance policies</h2><div class=\"scroll\"><table><thead><tr><th>policy</th><th>relative</th><th>absolute</th><th>reason</th></tr></thead><tbody>");
        foreach (var policy in TolerancePolicy.All)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{policy.Name}</td><td class=\"number\">{Display.Number(policy.Relative)}</td><td class=\"number\">{Display.Number(policy.Absolute)}</td><td class=\"wrap\">{Encode(policy.Reason)}</td></tr>");
        }

        page.AppendLine("</tbody></table></div>");
    }

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without its resource '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
