namespace Interop.Bench.Machine;

/// <summary>How fast the machine is now: clocks and neighbours on the host change that by the minute, so each round measures it anew.</summary>
/// <param name="flopsPerSecond">The peak of one thread.</param>
internal sealed class MachineSpeed(double flopsPerSecond)
{
    // What stays in cache between steps; a guess that holds for today's servers.
    public const double CacheBytes = 24e6;

    // A tenth of a second: long enough for a moment that no neighbour took.
    private const int PeakRepetitions = 25;

    private readonly Dictionary<int, double> _bandwidths = [];
    private readonly Dictionary<int, double> _updateSpeeds = [];

    /// <summary>Float32 operations in a second on one thread.</summary>
    public double FlopsPerSecond { get; } = flopsPerSecond;

    /// <summary>Measures the peak; the rest when it is asked for.</summary>
    public static MachineSpeed Measure() => new(PeakMeter.FlopsPerSecond(PeakRepetitions));

    /// <summary>Memory bandwidth of so many threads; measured once for each number.</summary>
    /// <param name="threads">How many read at once.</param>
    public double BytesPerSecondOf(int threads) => Once(_bandwidths, threads, PeakMeter.BytesPerSecond);

    /// <summary>Bytes that one thread moves in a second when it updates so many floats in place; measured once for each number.</summary>
    /// <param name="floats">How many.</param>
    public double UpdateBytesPerSecond(int floats) => Once(_updateSpeeds, floats, PeakMeter.UpdateBytesPerSecond);

    private static double Once(Dictionary<int, double> known, int key, Func<int, double> measure)
    {
        if (!known.TryGetValue(key, out var value))
        {
            known[key] = value = measure(key);
        }

        return value;
    }
}
