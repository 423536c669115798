using System.Globalization;

namespace Interop.Bench.Reports;

/// <summary>What a fresh process needs for its first training step, batch 32, one thread.</summary>
/// <param name="Workload">The network.</param>
/// <param name="Milliseconds">From the start of the process to the end of the step.</param>
/// <param name="Megabytes">The most memory it held until then.</param>
internal sealed record StartUp(string Workload, double Milliseconds, double Megabytes)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Workload}: first step {Milliseconds:F0} ms after the start, {Megabytes:F0} MB at the peak");
}
