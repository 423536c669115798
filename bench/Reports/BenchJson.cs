using System.Text.Json;
using Interop.Bench.Peers;
using Interop.Bench.Workloads;
using Interop.Native.Files;

namespace Interop.Bench.Reports;

/// <summary>The measurements and what became of the goals as JSON, for programs that follow the figures over time.</summary>
internal static class BenchJson
{
    /// <summary>Writes all of it.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="results">What was measured.</param>
    /// <param name="selection">What was to be measured.</param>
    /// <param name="outcomes">What became of the goals.</param>
    public static void Write(Stream stream, BenchResults results, Selection selection, IReadOnlyList<GoalOutcome> outcomes)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("machine", results.Machine.ToString());
        json.WriteString("filter", selection.Filter);
        WriteNumbers(json, "threads", selection.Threads.Select(count => (double)count));
        json.WriteStartObject("missingPeers");
        foreach (var (peer, reason) in results.MissingPeers)
        {
            json.WriteString(peer, reason);
        }

        json.WriteEndObject();
        json.WriteObjects("measurements", results.Measurements, measurement => WriteMeasurement(json, measurement));
        json.WriteObjects("firstSteps", results.Starts, start =>
        {
            json.WriteString("workload", start.Workload);
            json.WriteNumber("milliseconds", start.Milliseconds);
            json.WriteNumber("peakMegabytes", start.Megabytes);
        });
        json.WriteObjects("products", results.Products, product =>
        {
            json.WriteNumber("size", product.Size);
            WriteNumber(json, "shareOfPeak", product.Share);
        });
        json.WriteObjects("goals", outcomes, outcome => WriteOutcome(json, outcome));
        json.WriteEndObject();
    }

    private static void WriteMeasurement(Utf8JsonWriter json, Measurement measurement)
    {
        json.WriteString("cell", measurement.Cell.Name);
        json.WriteNumber("threads", measurement.Threads);
        WriteNumber(json, "floorMilliseconds", measurement.FloorMilliseconds);
        json.WriteStartObject("engines");
        foreach (var engine in PeerNames.Contenders.Where(measurement.Rounds.ContainsKey))
        {
            json.WriteStartObject(engine);
            WriteTimes(json, measurement, engine);
            WriteNumber(json, "shareOfFloor", engine == PeerNames.Native ? measurement.FloorShare : null);
            WriteNumber(json, "allocatedBytes", measurement.AllocatedBytes.TryGetValue(engine, out var bytes) ? bytes : null);
            json.WriteStartObject("ratios");
            foreach (var peer in PeerNames.Peers.Where(measurement.Rounds.ContainsKey))
            {
                WriteNumber(json, peer, measurement.Ratio(peer, engine));
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("peers");
        foreach (var peer in PeerNames.Peers.Where(measurement.Rounds.ContainsKey))
        {
            json.WriteStartObject(peer);
            WriteTimes(json, measurement, peer);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteTimes(Utf8JsonWriter json, Measurement measurement, string name)
    {
        WriteNumber(json, "milliseconds", measurement.Median(name));
        WriteNumber(json, "samplesPerSecond", measurement.SamplesPerSecond(name));
        WriteNumbers(json, "roundsMilliseconds", measurement.Rounds[name]);
    }

    private static void WriteOutcome(Utf8JsonWriter json, GoalOutcome outcome)
    {
        json.WriteString("outcome", outcome.StateText);
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(outcome.Goal.Kind.ToString()));
        json.WriteString("of", outcome.Goal.Subject);
        json.WriteNumber("threads", outcome.Threads);
        json.WriteString("by", outcome.Goal.Contender);
        json.WriteString("peer", outcome.Goal.Peer);
        WriteNumber(json, "goal", outcome.Wanted);
        WriteNumber(json, "measured", outcome.Measured);
        json.WriteString("reason", outcome.Reason);
    }

    // JSON has no word for what is not finite.
    private static void WriteNumber(Utf8JsonWriter json, string name, double? figure)
    {
        if (figure is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
