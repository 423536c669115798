using System.Text.Json;

namespace Interop.Parity.Differences;

/// <summary>What a <c>report.json</c> says of the engine's own outputs, whatever they were compared with.</summary>
/// <param name="Machine">What it ran on.</param>
/// <param name="Cases">The cases in order: each output's digest by name, and the worst status against any reference.</param>
internal sealed record RunRecord(string Machine, IReadOnlyDictionary<string, RunRecord.RunCase> Cases)
{
    private const int Schema = 2;

    /// <summary>One case of a run.</summary>
    /// <param name="Statuses">The status against each reference.</param>
    /// <param name="Outputs">The outputs in order, each with its digest and the largest absolute difference from each reference.</param>
    internal sealed record RunCase(IReadOnlyDictionary<string, string> Statuses, IReadOnlyDictionary<string, string> Outputs);

    /// <summary>Reads a report.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is not a report of this schema.</exception>
    public static RunRecord Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            var schema = root.GetProperty("schema").GetInt32();
            if (schema != Schema)
            {
                throw new InvalidDataException($"{path}: expected a report of schema {Schema}, got {schema}; run the parity program again.");
            }

            var cases = new OrderedDictionary<string, RunCase>();
            foreach (var group in root.GetProperty("cases").EnumerateArray().GroupBy(element => element.GetProperty("case").GetString()!))
            {
                cases.Add(group.Key, CaseOf([.. group]));
            }

            return new RunRecord(root.GetProperty("machine").GetString()!, cases);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path}: expected a report.json of the parity program: {error.Message}", error);
        }
    }

    private static RunCase CaseOf(JsonElement[] comparisons)
    {
        var statuses = new OrderedDictionary<string, string>();
        var outputs = new OrderedDictionary<string, string>();
        foreach (var comparison in comparisons)
        {
            statuses[comparison.GetProperty("reference").GetString()!] = comparison.GetProperty("status").GetString()!;
            foreach (var output in comparison.GetProperty("outputs").EnumerateArray())
            {
                if (output.GetProperty("digest").GetString() is { } digest)
                {
                    outputs[output.GetProperty("output").GetString()!] = digest;
                }
            }
        }

        return new RunCase(statuses, outputs);
    }
}
