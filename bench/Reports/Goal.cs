using System.Text.Json;

namespace Interop.Bench.Reports;

/// <summary>A ratio that must be reached: a peer's time over Native's for a cell, with one thread.</summary>
/// <param name="Cell">The cell's name.</param>
/// <param name="Peer">The peer's name.</param>
/// <param name="Ratio">The least ratio with one thread.</param>
internal sealed record Goal(string Cell, string Peer, double Ratio)
{
    // Two threads must keep nine tenths of the ratio.
    private const double ShareWithMoreThreads = 0.9;

    /// <summary>Reads the goals.</summary>
    public static IReadOnlyList<Goal> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "goals.json")));
        return [.. document.RootElement.EnumerateArray().Select(goal => new Goal(
            goal.GetProperty("cell").GetString()!, goal.GetProperty("peer").GetString()!, goal.GetProperty("ratio").GetDouble()))];
    }

    /// <summary>The ratio to reach with so many threads.</summary>
    public double For(int threads) => threads == 1 ? Ratio : ShareWithMoreThreads * Ratio;
}
