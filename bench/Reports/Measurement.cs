using Interop.Bench.Peers;
using Interop.Bench.Workloads;

namespace Interop.Bench.Reports;

/// <summary>What the rounds gave for a cell with a number of threads.</summary>
/// <param name="Cell">What was timed.</param>
/// <param name="Threads">With how many threads.</param>
internal sealed record Measurement(Cell Cell, int Threads)
{
    /// <summary>The least time the hardware needs, in each round, at the speed it has then.</summary>
    public List<double> Floors { get; } = [];

    /// <summary>Milliseconds of each round, by engine or peer.</summary>
    public Dictionary<string, List<double>> Rounds { get; } = [];

    /// <summary>Bytes that all threads of the engine allocate in a call, by its name.</summary>
    public Dictionary<string, double> AllocatedBytes { get; } = [];

    /// <summary>The median over rounds of the floor's time over the strict engine's: 1 is as fast as the hardware can be; null where it was not timed.</summary>
    public double? FloorShare => Rounds.TryGetValue(PeerNames.Native, out var times) ? MedianRatio(Floors, times) : null;

    /// <summary>The median of the floors; null where there are none.</summary>
    public double? FloorMilliseconds => Floors.Count > 0 ? MedianOf(Floors) : null;

    /// <summary>The median of the rounds; null where there are none.</summary>
    /// <param name="name">An engine's or a peer's name.</param>
    public double? Median(string name) => Rounds.TryGetValue(name, out var rounds) && rounds.Count > 0 ? MedianOf(rounds) : null;

    /// <summary>Samples in a second; null where there are no rounds.</summary>
    /// <param name="name">An engine's or a peer's name.</param>
    public double? SamplesPerSecond(string name) => 1e3 * Cell.BatchSize / Median(name);

    /// <summary>The median over rounds of a peer's time divided by the engine's in the same round: above 1, the engine is faster.</summary>
    /// <param name="peer">The peer's name.</param>
    /// <param name="contender">The engine's name with the numerics in question.</param>
    /// <returns>The ratio; null where one of the two was not timed.</returns>
    public double? Ratio(string peer, string contender = PeerNames.Native) =>
        Rounds.TryGetValue(peer, out var theirs) && Rounds.TryGetValue(contender, out var ours) ? MedianRatio(theirs, ours) : null;

    private static double? MedianRatio(List<double> numerators, List<double> denominators) =>
        numerators.Count > 0 && denominators.Count > 0 ? MedianOf([.. numerators.Zip(denominators, (numerator, denominator) => numerator / denominator)]) : null;

    private static double MedianOf(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
