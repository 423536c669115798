using System.Globalization;
using System.Text;
using System.Text.Json;
using Interop.Bench.Machine;

namespace Interop.Bench.Reports;

/// <summary>The measurements as a Markdown table and as JSON.</summary>
/// <param name="machine">The measured machine.</param>
/// <param name="measurements">What was measured.</param>
/// <param name="goals">What is to be reached.</param>
internal sealed class BenchReport(MachineFacts machine, IReadOnlyList<Measurement> measurements, IReadOnlyList<Goal> goals)
{
    /// <summary>The goals that were measured and missed, a line each.</summary>
    public IReadOnlyList<string> Missed =>
        [.. from measurement in measurements
            from goal in goals
            where goal.Cell == measurement.Cell.Name && measurement.Ratio(goal.Peer) < goal.For(measurement.Threads)
            select string.Create(
                CultureInfo.InvariantCulture,
                $"{goal.Cell}, {measurement.Threads} thread(s): {measurement.Ratio(goal.Peer):F2}× {goal.Peer}, goal {goal.For(measurement.Threads):F2}×")];

    /// <summary>The table.</summary>
    public string Markdown()
    {
        string[] peers = [.. measurements.SelectMany(measurement => measurement.Rounds.Keys).Distinct().Where(peer => peer != "Native")];
        var text = new StringBuilder($"{machine}\n\n| cell | threads | Native ms | samples/s | % of floor | bytes/call |");
        foreach (var peer in peers)
        {
            text.Append(CultureInfo.InvariantCulture, $" {peer} ms | ratio |");
        }

        text.Append("\n|---|---|---|---|---|---|").Append(string.Concat(peers.Select(_ => "---|---|"))).Append('\n');
        foreach (var measurement in measurements)
        {
            var own = measurement.Median("Native") ?? double.NaN;
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {measurement.Cell.Name} | {measurement.Threads} | {own:G4} | {measurement.Cell.BatchSize / own * 1e3:F0} | {100 * measurement.FloorMilliseconds / own:F0} | {measurement.AllocatedBytes:F0} |");
            foreach (var peer in peers)
            {
                text.Append(
                    measurement.Median(peer) is { } time
                        ? string.Create(CultureInfo.InvariantCulture, $" {time:G4} | {measurement.Ratio(peer):F2} |")
                        : " – | – |");
            }

            text.Append('\n');
        }

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
        json.WriteStartArray("measurements");
        foreach (var measurement in measurements)
        {
            json.WriteStartObject();
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
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
