using Interop.Bench.Workloads;

namespace Interop.Bench.Reports;

/// <summary>What the rounds gave for a cell with a number of threads.</summary>
/// <param name="Cell">What was timed.</param>
/// <param name="Threads">With how many threads.</param>
/// <param name="FloorMilliseconds">The least time the hardware needs.</param>
/// <param name="AllocatedBytes">Bytes that Native allocates for each call.</param>
internal sealed record Measurement(Cell Cell, int Threads, double FloorMilliseconds, double AllocatedBytes)
{
    /// <summary>Milliseconds of each round, by peer.</summary>
    public Dictionary<string, List<double>> Rounds { get; } = [];

    /// <summary>The median of a peer's rounds; null where it did not run the cell.</summary>
    public double? Median(string peer) => Rounds.TryGetValue(peer, out var rounds) ? MedianOf(rounds) : null;

    /// <summary>The median over rounds of a peer's time divided by the engine's in the same round: above 1, the engine is faster.</summary>
    /// <param name="peer">The peer's name.</param>
    /// <param name="contender">The engine's name with the numerics in question.</param>
    public double? Ratio(string peer, string contender = Peers.NativePeer.StrictName) =>
        Rounds.TryGetValue(peer, out var theirs) && Rounds.TryGetValue(contender, out var ours)
            ? MedianOf([.. theirs.Zip(ours, (other, own) => other / own)])
            : null;

    /// <summary>The floor's time over the engine's: 1 is as fast as the hardware can be.</summary>
    public double FloorShare => FloorMilliseconds / (Median(Peers.NativePeer.StrictName) ?? double.NaN);

    private static double MedianOf(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
