using System.Text.Json;

namespace Interop.Bench.Reports;

/// <summary>Something to be reached, as <c>goals.json</c> lists it.</summary>
/// <param name="Kind">What is compared.</param>
/// <param name="Subject">A cell's, a workload's or a product's name.</param>
/// <param name="Peer">For a ratio, the peer's name.</param>
/// <param name="Contender">For a ratio, who is compared with the peer.</param>
/// <param name="Value">The least ratio or share, or the most milliseconds or megabytes.</param>
internal sealed record Goal(GoalKind Kind, string Subject, string? Peer, string Contender, double Value)
{
    // Two threads must keep nine tenths of the ratio.
    private const double ShareWithMoreThreads = 0.9;

    /// <summary>Reads the goals.</summary>
    public static IReadOnlyList<Goal> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "goals.json")));
        return [.. document.RootElement.EnumerateArray().Select(Parse)];
    }

    /// <summary>The ratio to reach with so many threads.</summary>
    public double For(int threads) => threads == 1 ? Value : ShareWithMoreThreads * Value;

    private static Goal Parse(JsonElement goal)
    {
        foreach (var kind in Enum.GetValues<GoalKind>())
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
            if (goal.TryGetProperty(name, out var value))
            {
                return new Goal(
                    kind,
                    goal.GetProperty("of").GetString()!,
                    goal.TryGetProperty("peer", out var peer) ? peer.GetString() : null,
                    goal.TryGetProperty("by", out var contender) ? contender.GetString()! : Peers.NativePeer.StrictName,
                    value.GetDouble());
            }
        }

        throw new InvalidDataException($"goals.json: {goal} names nothing to reach; expected one of {string.Join(", ", Enum.GetNames<GoalKind>())}.");
    }
}
