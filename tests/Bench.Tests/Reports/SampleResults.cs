using Interop.Bench.Machine;
using Interop.Bench.Reports;
using Interop.Bench.Workloads;

namespace Interop.Bench.Tests.Reports;

/// <summary>Results of runs that were never timed.</summary>
internal static class SampleResults
{
    public static MachineFacts Machine { get; } = new("A processor", 2, 256, 100e9, 10e9, 12e9);

    /// <summary>Results of a few cells, without anything else.</summary>
    public static BenchResults Of(params Measurement[] measurements) => new(Machine, measurements, [], [], new Dictionary<string, string>());

    /// <summary>A cell with a floor of 4 ms in each round and the times of each engine and peer, one a round.</summary>
    public static Measurement Cell(string name, int threads, params (string Name, double[] Milliseconds)[] times)
    {
        var measurement = new Measurement(CellList.All.Single(cell => cell.Name == name), threads);
        foreach (var (peer, milliseconds) in times)
        {
            measurement.Rounds[peer] = [.. milliseconds];
            measurement.Floors.AddRange(Enumerable.Repeat(4.0, milliseconds.Length - Math.Min(milliseconds.Length, measurement.Floors.Count)));
        }

        return measurement;
    }
}
