using System.Globalization;
using System.Runtime.Intrinsics;

namespace Interop.Bench.Machine;

/// <summary>What the measured machine is and can do.</summary>
/// <param name="Processor">Its processor.</param>
/// <param name="LogicalProcessors">How many it has.</param>
/// <param name="VectorBits">The widest vectors in use.</param>
/// <param name="FlopsPerSecond">Measured peak of one thread.</param>
/// <param name="BytesPerSecond">Measured memory bandwidth of one thread.</param>
/// <param name="BytesPerSecondAll">Measured memory bandwidth of two threads.</param>
internal sealed record MachineFacts(
    string Processor, int LogicalProcessors, int VectorBits, double FlopsPerSecond, double BytesPerSecond, double BytesPerSecondAll)
{
    // What stays in cache between steps; a guess that holds for today's servers.
    public const double CacheBytes = 24e6;

    private readonly Dictionary<int, double> _bandwidths = new() { [1] = BytesPerSecond, [2] = BytesPerSecondAll };
    private readonly Dictionary<int, double> _updateSpeeds = [];

    /// <summary>Memory bandwidth of so many threads; measured once for each number.</summary>
    /// <param name="threads">How many read at once.</param>
    public double BytesPerSecondOf(int threads)
    {
        if (!_bandwidths.TryGetValue(threads, out var bandwidth))
        {
            _bandwidths[threads] = bandwidth = PeakMeter.BytesPerSecond(threads);
        }

        return bandwidth;
    }

    /// <summary>Bytes that one thread moves in a second when it updates so many floats in place; measured once for each number.</summary>
    /// <param name="floats">How many.</param>
    public double UpdateBytesPerSecond(int floats)
    {
        if (!_updateSpeeds.TryGetValue(floats, out var speed))
        {
            _updateSpeeds[floats] = speed = PeakMeter.UpdateBytesPerSecond(floats);
        }

        return speed;
    }

    public static MachineFacts Measure() => new(
        ProcessorName(),
        Environment.ProcessorCount,
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128,
        PeakMeter.FlopsPerSecond(),
        PeakMeter.BytesPerSecond(1),
        PeakMeter.BytesPerSecond(2));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor}, {LogicalProcessors} logical processors, {VectorBits}-bit vectors, {FlopsPerSecond / 1e9:F0} GFLOP/s a thread, {BytesPerSecond / 1e9:F0} GB/s");

    private static string ProcessorName()
    {
        const string file = "/proc/cpuinfo";
        var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown processor";
    }
}
