using System.Globalization;
using System.Text;
using Interop.Bench.Peers;
using Interop.Bench.Workloads;

namespace Interop.Bench.Reports;

/// <summary>The measurements and what became of the goals as Markdown.</summary>
/// <param name="results">What was measured.</param>
/// <param name="outcomes">What became of the goals.</param>
internal sealed class BenchReport(BenchResults results, IReadOnlyList<GoalOutcome> outcomes)
{
    private const string None = "–";

    /// <summary>How many goals came to what, on a line.</summary>
    public string Summary
    {
        get
        {
            var counts = outcomes.GroupBy(outcome => outcome.StateText).Select(group => Invariant($"{group.Count()} {group.Key}"));
            var options = outcomes.Where(outcome => outcome.State == GoalState.LeftOut).Select(outcome => outcome.Reason).Distinct().ToArray();
            return $"Goals: {string.Join(", ", counts)}{(options.Length == 0 ? "" : $" by {string.Join(" and ", options)}")}";
        }
    }

    /// <summary>The page.</summary>
    public string Markdown()
    {
        var text = new StringBuilder($"{results.Machine}\n");
        foreach (var (peer, reason) in results.MissingPeers)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{peer} is missing: {reason}\n");
        }

        AddCells(text, "Training steps", [.. results.Measurements.Where(measurement => measurement.Cell.IsTraining)]);
        AddCells(text, "Predictions", [.. results.Measurements.Where(measurement => !measurement.Cell.IsTraining)]);
        if (results.Measurements.Count > 0)
        {
            text.Append(
                """

                Times are medians over the rounds. "×" is the median over the rounds of the peer's time divided by the engine's in the same round: above 1, the engine
                is faster. The floor is the least time this machine needs for the multiplications and the memory traffic; Native Fast multiplies less.

                """);
        }

        AddStarts(text);
        AddProducts(text);
        AddGoals(text);
        return text.ToString();
    }

    private static void AddCells(StringBuilder text, string heading, IReadOnlyList<Measurement> measurements)
    {
        if (measurements.Count == 0)
        {
            return;
        }

        string[] peers = [.. PeerNames.Peers.Where(peer => measurements.Any(measurement => measurement.Median(peer) is not null))];
        var table = new MarkdownTable(
            ["cell", "engine", "threads", "ms", "samples/s", "% of floor", "bytes/call", .. peers.SelectMany(peer => new[] { $"{peer}, ms", "×" })], textColumns: 2);
        foreach (var measurement in measurements)
        {
            foreach (var engine in PeerNames.Contenders.Where(engine => measurement.Median(engine) is not null))
            {
                table.Add(
                [
                    measurement.Cell.Name,
                    engine,
                    Invariant($"{measurement.Threads}"),
                    Milliseconds(measurement.Median(engine)),
                    Figure(measurement.SamplesPerSecond(engine), "F0"),
                    engine == PeerNames.Native ? Figure(100 * measurement.FloorShare, "F0") : None,
                    Figure(measurement.AllocatedBytes.TryGetValue(engine, out var bytes) ? bytes : null, "F0"),
                    .. peers.SelectMany(peer => new[] { Milliseconds(measurement.Median(peer)), Figure(measurement.Ratio(peer, engine), "F2") }),
                ]);
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"\n## {heading}\n\n{table}");
    }

    private void AddStarts(StringBuilder text)
    {
        if (results.Starts.Count == 0)
        {
            return;
        }

        var table = new MarkdownTable(["network", "first step, ms", "peak memory, MB"], textColumns: 1);
        foreach (var start in results.Starts)
        {
            table.Add(start.Workload, Figure(start.Milliseconds, "F0"), Figure(start.Megabytes, "F0"));
        }

        text.Append(CultureInfo.InvariantCulture, $"\n## A fresh process to its first training step, one thread, batch 32\n\n{table}");
    }

    private void AddProducts(StringBuilder text)
    {
        if (results.Products.Count == 0)
        {
            return;
        }

        var table = new MarkdownTable(["product of square matrices", "% of the peak"], textColumns: 1);
        foreach (var product in results.Products)
        {
            table.Add(Selection.ProductName(product.Size), Figure(100 * product.Share, "F0"));
        }

        text.Append(CultureInfo.InvariantCulture, $"\n## Products, one thread\n\n{table}");
    }

    // What the user left out would hide the others; the summary counts it.
    private void AddGoals(StringBuilder text)
    {
        var table = new MarkdownTable(["outcome", "what", "measured", "goal"], textColumns: 4);
        foreach (var outcome in outcomes.Where(outcome => outcome.State != GoalState.LeftOut))
        {
            table.Add(outcome.StateText, outcome.Subject, outcome.MeasuredText, outcome.WantedText);
        }

        text.Append(CultureInfo.InvariantCulture, $"\n## Goals\n\n{table}\n{Summary}.\n");
    }

    private static string Figure(double? figure, string format) => figure?.ToString(format, CultureInfo.InvariantCulture) ?? None;

    // Four significant digits, without an exponent.
    private static string Milliseconds(double? figure) => figure switch
    {
        null => None,
        >= 100 => Figure(figure, "F1"),
        >= 10 => Figure(figure, "F2"),
        >= 1 => Figure(figure, "F3"),
        >= 0.1 => Figure(figure, "F4"),
        _ => Figure(figure, "F5"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
