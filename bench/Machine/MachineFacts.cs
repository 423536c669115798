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
    // Half a second in all, as the report's heading deserves.
    private const int PeakRepetitions = 100;

    public static MachineFacts Measure() => new(
        ProcessorName(),
        Environment.ProcessorCount,
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128,
        PeakMeter.FlopsPerSecond(PeakRepetitions),
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
