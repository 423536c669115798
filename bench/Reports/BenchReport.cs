using System.Globalization;
using System.Text;
using System.Text.Json;
using Interop.Bench.Machine;
using Interop.Bench.Peers;
using Interop.Native.Files;

namespace Interop.Bench.Reports;

/// <summary>The measurements as a Markdown table and as JSON.</summary>
/// <param name="machine">The measured machine.</param>
/// <param name="measurements">What was measured.</param>
/// <param name="starts">First steps of fresh processes.</param>
/// <param name="products">Products of matrices.</param>
/// <param name="goals">What is to be reached.</param>
internal sealed class BenchReport(
    MachineFacts machine, IReadOnlyList<Measurement> measurements, IReadOnlyList<StartUp> starts, IReadOnlyList<ProductShare> products, IReadOnlyList<Goal> goals)
{
    /// <summary>The goals that were measured and missed, a line each.</summary>
    public IReadOnlyList<string> Missed => [.. goals.SelectMany(MissedOf)];

    private IEnumerable<string> MissedOf(Goal goal) => goal.Kind switch
    {
        GoalKind.Ratio =>
            from measurement in measurements
            where measurement.Cell.Name == goal.Subject && measurement.Ratio(goal.Peer!, goal.Contender) < goal.For(measurement.Threads)
            select Line($"{goal.Subject}, {measurement.Threads} thread(s), {goal.Contender}: {measurement.Ratio(goal.Peer!, goal.Contender):F2}× {goal.Peer}, goal {goal.For(measurement.Threads):F2}×"),
        GoalKind.FloorShare =>
            from measurement in measurements
            where measurement.Threads == 1 && measurement.Cell.Name == goal.Subject && measurement.FloorShare < goal.Value
            select Line($"{goal.Subject}: {100 * measurement.FloorShare:F0} % of the floor's speed, goal {100 * goal.Value:F0} %"),
        GoalKind.PeakShare =>
            from product in products
            where goal.Subject == Line($"{product.Size}") && product.Share < goal.Value
            select Line($"{product}, goal {100 * goal.Value:F0} %"),
        GoalKind.FirstStepMilliseconds =>
            from start in starts
            where start.Workload == goal.Subject && start.Milliseconds > goal.Value
            select Line($"{start}, goal {goal.Value} ms"),
        GoalKind.FirstStepMegabytes =>
            from start in starts
            where start.Workload == goal.Subject && start.Megabytes > goal.Value
            select Line($"{start}, goal {goal.Value} MB"),
        GoalKind.AllocatedBytes =>
            from measurement in measurements
            where measurement.AllocatedBytes > goal.Value
            select Line($"{measurement.Cell.Name}, {measurement.Threads} thread(s): {measurement.AllocatedBytes:F0} bytes a call, goal {goal.Value}"),
        _ => throw new InvalidOperationException($"Nothing checks goals of kind {goal.Kind}."),
    };

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>The table.</summary>
    public string Markdown()
    {
        string[] peers = [.. measurements.SelectMany(measurement => measurement.Rounds.Keys).Distinct().Where(peer => peer != NativePeer.StrictName)];
        var text = new StringBuilder($"{machine}\n\n| cell | threads | Native ms | samples/s | % of floor | bytes/call |");
        foreach (var peer in peers)
        {
            text.Append(CultureInfo.InvariantCulture, $" {peer} ms | ratio |");
        }

        text.Append("\n|---|---|---|---|---|---|").Append(string.Concat(peers.Select(_ => "---|---|"))).Append('\n');
        foreach (var measurement in measurements)
        {
            var own = measurement.Median(NativePeer.StrictName) ?? double.NaN;
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {measurement.Cell.Name} | {measurement.Threads} | {own:G4} | {measurement.Cell.BatchSize / own * 1e3:F0} | {100 * measurement.FloorShare:F0} | {measurement.AllocatedBytes:F0} |");
            foreach (var peer in peers)
            {
                text.Append(
                    measurement.Median(peer) is { } time
                        ? string.Create(CultureInfo.InvariantCulture, $" {time:G4} | {measurement.Ratio(peer):F2} |")
                        : " – | – |");
            }

            text.Append('\n');
        }

        text.Append("\nA fresh process, one thread, batch 32:\n\n| network | first step, ms | peak memory, MB |\n|---|---|---|\n");
        foreach (var start in starts)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {start.Workload} | {start.Milliseconds:F0} | {start.Megabytes:F0} |\n");
        }

        text.Append('\n').AppendJoin('\n', products).Append('\n');
        return text.ToString();
    }

    /// <summary>Writes <c>peers.md</c> and <c>peers.json</c>.</summary>
    /// <param name="folder">Where to.</param>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "peers.md"), Markdown());
        using var stream = File.Create(Path.Combine(folder, "peers.json"));
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("machine", machine.ToString());
        json.WriteObjects("measurements", measurements, measurement =>
        {
            json.WriteString("cell", measurement.Cell.Name);
            json.WriteNumber("threads", measurement.Threads);
            json.WriteNumber("floorMilliseconds", measurement.FloorMilliseconds);
            json.WriteNumber("allocatedBytes", measurement.AllocatedBytes);
            json.WriteStartObject("roundsMilliseconds");
            foreach (var (peer, rounds) in measurement.Rounds)
            {
                json.WriteStartArray(peer);
                rounds.ForEach(json.WriteNumberValue);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        });
        json.WriteObjects("firstSteps", starts, start =>
        {
            json.WriteString("workload", start.Workload);
            json.WriteNumber("milliseconds", start.Milliseconds);
            json.WriteNumber("megabytes", start.Megabytes);
        });
        json.WriteStartObject("productShareOfPeak");
        foreach (var product in products)
        {
            json.WriteNumber(Line($"{product.Size}"), product.Share);
        }

        json.WriteEndObject();
        json.WriteTexts("missed", Missed);
        json.WriteEndObject();
    }
}
