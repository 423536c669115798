using System.Globalization;
using System.Text;
using System.Text.Json;
using Interop.Parity.Comparison;

namespace Interop.Parity.Reports.Html;

/// <summary>The cases, the worst first, with a filter box; each opens to its outputs, which the page holds as JSON until then.</summary>
internal static class CaseSection
{
    private static readonly CaseStatus[] Shown = [CaseStatus.Failed, CaseStatus.Known, CaseStatus.Held];

    /// <summary>Appends the section.</summary>
    /// <param name="page">The page.</param>
    /// <param name="run">The run.</param>
    public static void Append(StringBuilder page, ParityRun run)
    {
        CaseComparison[] comparisons = [.. run.Comparisons.Where(comparison => comparison.Status != CaseStatus.NotRun).OrderByDescending(comparison => comparison.Severity)];
        page.Append("<h2>Cases, the worst first</h2><div class=\"tools\"><input id=\"filter\" type=\"search\" placeholder=\"filter by words, such as: adam amsgrad\" aria-label=\"filter\">");
        foreach (var status in Shown)
        {
            page.Append(CultureInfo.InvariantCulture, $"<button data-status=\"{Name(status)}\" aria-pressed=\"true\">{Name(status)}</button>");
        }

        foreach (var reference in run.References)
        {
            page.Append(CultureInfo.InvariantCulture, $"<button data-reference=\"{reference.Name}\" aria-pressed=\"true\">{reference.Name}</button>");
        }

        page.Append("<span class=\"soft\" id=\"count\"></span></div><div class=\"scroll\"><table id=\"cases\"><thead><tr><th data-sort=\"text\">status</th><th data-sort=\"text\">case</th><th data-sort=\"text\">against</th>" +
            "<th>worst output</th><th data-sort=\"number\">tolerance used</th><th data-sort=\"number\">max abs</th><th data-sort=\"number\">max rel</th><th data-sort=\"number\">max ulp</th>" +
            "<th data-sort=\"number\">same bits</th><th data-sort=\"number\">error over its error</th></tr></thead><tbody>");
        for (var row = 0; row < comparisons.Length; row++)
        {
            AppendRow(page, comparisons[row], row);
        }

        page.AppendLine("</tbody></table></div>");
        page.Append("<script type=\"application/json\" id=\"details\">").Append(Details(comparisons)).AppendLine("</script>");
    }

    private static void AppendRow(StringBuilder page, CaseComparison comparison, int row)
    {
        var status = Name(comparison.Status);
        var worst = comparison.Outputs.OrderByDescending(output => !output.Holds).ThenByDescending(output => output.Values.ToleranceUsed).FirstOrDefault();
        var kind = comparison.Status switch { CaseStatus.Held => "good", CaseStatus.Known => "known", _ => "bad" };
        var text = HtmlReport.Encode($"{comparison.Case.FullName} {comparison.Reference} {status}".ToLowerInvariant());
        page.Append(
            CultureInfo.InvariantCulture,
            $"<tr class=\"case\" tabindex=\"0\" data-row=\"{row}\" data-status=\"{status}\" data-reference=\"{comparison.Reference}\" data-text=\"{text}\"><td class=\"mark {kind}\">{status}</td>" +
            $"<td>{HtmlReport.Encode(comparison.Case.FullName)}</td><td>{comparison.Reference}</td><td>{HtmlReport.Encode(worst?.Name ?? comparison.Reason ?? "")}</td>");
        if (worst is null)
        {
            page.AppendLine("<td></td><td></td><td></td><td></td><td></td><td></td></tr>");
            return;
        }

        var (count, same) = (comparison.Outputs.Sum(output => (long)output.Values.Count), comparison.Outputs.Sum(output => (long)output.Values.SameBits));
        var ratio = comparison.Outputs.Where(output => output is { IsForward: true, Truth: not null }).Select(output => output.Truth!.RatioOverRounding).DefaultIfEmpty(double.NaN).Max();
        Number(comparison.ToleranceUsed, Meter(comparison.ToleranceUsed));
        Number(comparison.Outputs.Max(output => output.Values.MaximumAbsolute));
        Number(comparison.Outputs.Max(output => output.Values.MaximumRelative));
        Number(comparison.Outputs.Max(output => output.Values.MaximumUlps));
        Number(count == 0 ? 0 : (double)same / count, count == 0 ? "" : $"{(100.0 * same / count).ToString("0.0", CultureInfo.InvariantCulture)} %");
        Number(double.IsNaN(ratio) ? -1 : ratio, double.IsNaN(ratio) ? "" : Display.Number(ratio));
        page.AppendLine("</tr>");

        void Number(double value, string? words = null) => page.Append(
            CultureInfo.InvariantCulture, $"<td class=\"number\" data-value=\"{(double.IsFinite(value) ? value : double.MaxValue):R}\">{words ?? Display.Number(value)}</td>");
    }

    private static string Meter(double used) => string.Create(
        CultureInfo.InvariantCulture,
        $"<span class=\"meter\"><i class=\"{(used > 1 ? "over" : "")}\" style=\"width:{Math.Min(100, 100 * used):0}%\"></i></span>{(used < 10 ? $"{100 * used:0} %" : "&gt; 999 %")}");

    private static string Name(CaseStatus status) => status switch
    {
        CaseStatus.Held => "holds",
        CaseStatus.Known => "known",
        _ => "fails",
    };

    // The writer escapes <, > and &, so that nothing in it ends the script element.
    private static string Details(CaseComparison[] comparisons)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            foreach (var comparison in comparisons)
            {
                writer.WriteStartArray();
                var parameters = comparison.Case.Parameters.Append(("seed", comparison.Case.Seed.ToString(CultureInfo.InvariantCulture)));
                var words = string.Join("; ", parameters.Select(parameter => $"{parameter.Item1} {parameter.Item2}"));
                writer.WriteStringValue(comparison.Reason is null ? words : $"{words}. {comparison.Reason}");
                writer.WriteStartArray();
                foreach (var output in comparison.Outputs.OrderByDescending(output => output.Values.ToleranceUsed))
                {
                    WriteOutput(writer, output);
                }

                writer.WriteEndArray();
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteOutput(Utf8JsonWriter writer, OutputComparison output)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(output.Name);
        writer.WriteStringValue(output.Policy.Name);
        writer.WriteNumberValue(output.Holds ? 0 : output.Excuse is null ? 1 : 2);
        var values = output.Values;
        double?[] figures =
        [
            values.ToleranceUsed, values.MaximumAbsolute, values.MeanAbsolute, values.MaximumRelative, values.MeanRelative, 1 - values.Cosine, values.MaximumUlps,
            values.SameBits, values.Count, values.FirstDifference, output.Truth?.Own.Relative, output.Truth?.Reference.Relative, output.Truth?.Ratio,
        ];
        foreach (var figure in figures)
        {
            if (figure is { } value && double.IsFinite(value))
            {
                // Three digits are shown; a float keeps more, in half the bytes.
                writer.WriteNumberValue((float)value);
            }
            else
            {
                writer.WriteNullValue();
            }
        }

        writer.WriteStartArray();
        foreach (var (from, count) in output.Ulps.Bins)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(from);
            writer.WriteNumberValue(count);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteStringValue(output.Holds ? "" : output.Problem);
        writer.WriteEndArray();
    }
}
