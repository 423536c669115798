using Interop.Bench.Machine;
using Interop.Bench.Peers;
using Interop.Bench.Reports;
using Interop.Bench.Workloads;
using Interop.Native.Networks;

namespace Interop.Bench;

/// <summary>Runs the workloads in all peers, in turn and several rounds, so that a drift of the machine's speed meets all alike.</summary>
internal static class PeersCommand
{
    private static readonly int[] TrainingBatches = [32, 128];
    private static readonly int[] InferenceBatches = [1, 32, 128];

    /// <summary>Runs the comparison.</summary>
    /// <param name="threads">With how many threads, one comparison each.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="filter">Only cells whose name contains this; null for all.</param>
    /// <param name="check">Whether a missed goal is an error.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<int> threads, int rounds, string? filter, bool check)
    {
        var machine = MachineFacts.Measure();
        Console.WriteLine(machine);
        var measurements = new List<Measurement>();
        foreach (var count in threads)
        {
            measurements.AddRange(Compare(machine, count, rounds, filter));
        }

        var starts = WorkloadList.All.Where(workload => filter is null || workload.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))
            .Select(workload => FirstStepCommand.Measure(workload.Name)).ToArray();
        var products = filter is null ? ProductShare.MeasureAll(machine) : [];
        var report = new BenchReport(machine, measurements, starts, products, Goal.Read());
        report.Write(Path.Combine("artifacts", "bench"));
        Console.WriteLine(report.Markdown());
        foreach (var missed in report.Missed)
        {
            Console.WriteLine($"missed: {missed}");
        }

        return check && report.Missed.Count > 0 ? 1 : 0;
    }

    private static List<Measurement> Compare(MachineFacts machine, int threads, int rounds, string? filter)
    {
        using var native = new NativePeer(threads);
        var peers = new List<IPeer> { native, new NativePeer(threads, Numerics.Fast) };
#if HAS_ONNXRUNTIME
        peers.Add(new OnnxRuntimePeer(threads));
#else
        Console.WriteLine("ONNX Runtime is not served here and is left out; with a package source that has it: dotnet restore bench");
#endif
        foreach (var tuned in new[] { true, false })
        {
            if (TorchPeer.Start(threads, tuned) is { } torch)
            {
                peers.Add(torch);
            }
            else
            {
                Console.WriteLine("PyTorch is not installed and is left out; on Debian: apt-get install python3-torch libopenblas0-pthread; elsewhere: pip install torch");
                break;
            }
        }

        var measurements = new List<Measurement>();
        foreach (var cell in Cells().Where(cell => filter is null || cell.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            measurements.Add(Measure(machine, native, peers, cell, threads, rounds));
            Console.WriteLine($"{cell.Name}, {threads} thread(s): {string.Join(", ", measurements[^1].Rounds.Keys.Select(peer => $"{peer} {measurements[^1].Median(peer):G4} ms"))}");
        }

        peers.ForEach(peer => peer.Dispose());
        return measurements;
    }

    private static Measurement Measure(MachineFacts machine, NativePeer native, List<IPeer> peers, Cell cell, int threads, int rounds)
    {
        native.Measure(cell);
        var measurement = new Measurement(cell, threads, cell.FloorMilliseconds(machine, threads), native.AllocatedBytes(cell));
        for (var round = 0; round < rounds; round++)
        {
            foreach (var peer in peers.Where(peer => peer.Runs(cell)))
            {
                if (!measurement.Rounds.TryGetValue(peer.Name, out var times))
                {
                    measurement.Rounds[peer.Name] = times = [];
                }

                times.Add(peer.Measure(cell));
            }
        }

        return measurement;
    }

    private static IEnumerable<Cell> Cells() =>
        WorkloadList.All.SelectMany(workload => TrainingBatches.Select(batch => new Cell(workload, batch, IsTraining: true)))
            .Concat(WorkloadList.All.Where(workload => !workload.IsTrainingOnly)
                .SelectMany(workload => InferenceBatches.Select(batch => new Cell(workload, batch, IsTraining: false))));
}
