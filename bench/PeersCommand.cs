using Interop.Bench.Machine;
using Interop.Bench.Peers;
using Interop.Bench.Reports;
using Interop.Bench.Workloads;
using Interop.Native.Networks;

namespace Interop.Bench;

/// <summary>Runs the workloads in all peers, in turn and several rounds, so that a drift of the machine's speed meets all alike.</summary>
/// <param name="selection">What to measure.</param>
/// <param name="rounds">How many rounds.</param>
/// <param name="output">Where to print.</param>
internal sealed class PeersCommand(Selection selection, int rounds, TextWriter output)
{
    private static readonly string Folder = Path.Combine("artifacts", "bench");

    private readonly SortedDictionary<string, string> _missing = new(StringComparer.Ordinal);

    /// <summary>Runs the comparison and writes <c>peers.md</c> and <c>peers.json</c>.</summary>
    /// <param name="check">Whether a goal that is missed, or not measured, is an error.</param>
    /// <param name="allowMissing">Whether one that is not measured is none.</param>
    /// <returns>The exit code.</returns>
    public int Run(bool check, bool allowMissing)
    {
        var goals = GoalFile.Read();
        if (selection.Threads.Max() > Environment.ProcessorCount)
        {
            output.WriteLine($"This machine has {Environment.ProcessorCount} logical processors; more threads than that wait for each other.");
        }

        var results = Measure(MachineFacts.Measure());
        var outcomes = new GoalCheck(results, selection).Outcomes(goals);
        var report = new BenchReport(results, outcomes);
        var markdown = report.Markdown();
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "peers.md"), markdown);
        using (var stream = File.Create(Path.Combine(Folder, "peers.json")))
        {
            BenchJson.Write(stream, results, selection, outcomes);
        }

        output.WriteLine($"\n{markdown}\nWritten to {Path.Combine(Folder, "peers.md")} and peers.json.");
        if (!check || GoalCheck.Holds(outcomes, allowMissing))
        {
            return 0;
        }

        output.WriteLine(
            outcomes.Any(outcome => outcome.State == GoalState.Missed) ? "The check failed: goals were missed."
            : "The check failed: not every goal was measured. Install what is missing, choose less with --filter or --threads, or let it pass with --allow-missing.");
        return 1;
    }

    private BenchResults Measure(MachineFacts machine)
    {
        output.WriteLine(machine);
        var measurements = selection.Cells.Count == 0 ? [] : selection.Threads.SelectMany(Compare).ToArray();
        var starts = selection.FirstSteps.Select(workload => FirstStepCommand.Measure(workload.Name)).ToArray();
        var products = ProductShare.MeasureAll(selection.ProductSizes);
        return new BenchResults(machine, measurements, starts, products, _missing);
    }

    private List<Measurement> Compare(int threads)
    {
        var peers = Start(threads);
        try
        {
            var measurements = new List<Measurement>();
            foreach (var cell in selection.Cells)
            {
                var measurement = new Measurement(cell, threads);
                Measure(peers, measurement);
                measurements.Add(measurement);
                output.WriteLine(
                    $"{cell.Name}, {threads} thread(s): {string.Join(", ", measurement.Rounds.Keys.Select(peer => FormattableString.Invariant($"{peer} {measurement.Median(peer):G4} ms")))}");
            }

            return measurements;
        }
        finally
        {
            peers.ForEach(peer => peer.Dispose());
        }
    }

    private List<IPeer> Start(int threads)
    {
        var peers = new List<IPeer> { new NativePeer(threads), new NativePeer(threads, Numerics.Fast) };
#if HAS_ONNXRUNTIME
        peers.Add(new OnnxRuntimePeer(threads));
#else
        Miss(PeerNames.OnnxRuntime, $"{Backends.OnnxRuntime.Summary}. With a package source that has it: dotnet restore bench");
#endif
        foreach (var tuned in new[] { true, false })
        {
            if (TorchPeer.Start(threads, tuned) is { } torch)
            {
                peers.Add(torch);
            }
            else
            {
                Miss(
                    tuned ? PeerNames.TorchTuned : PeerNames.TorchDefault,
                    "no Python with PyTorch was found. On Debian: apt-get install python3-torch libopenblas0-pthread; elsewhere: pip install torch");
            }
        }

        return peers;
    }

    private void Measure(List<IPeer> peers, Measurement measurement)
    {
        var cell = measurement.Cell;
        foreach (var engine in peers.OfType<NativePeer>().Where(engine => engine.Runs(cell)))
        {
            engine.Measure(cell);
            measurement.AllocatedBytes[engine.Name] = engine.AllocatedBytes(cell);
        }

        for (var round = 0; round < rounds; round++)
        {
            measurement.Floors.Add(cell.FloorMilliseconds(MachineSpeed.Measure(), measurement.Threads));
            foreach (var peer in peers.Where(peer => peer.Runs(cell)).ToArray())
            {
                try
                {
                    var time = peer.Measure(cell);
                    if (!measurement.Rounds.TryGetValue(peer.Name, out var times))
                    {
                        measurement.Rounds[peer.Name] = times = [];
                    }

                    times.Add(time);
                }
                catch (PeerException failure)
                {
                    // The others go on without it; a part of its rounds would not be comparable.
                    Miss(peer.Name, failure.Message);
                    measurement.Rounds.Remove(peer.Name);
                    peers.Remove(peer);
                    peer.Dispose();
                }
            }
        }
    }

    private void Miss(string peer, string reason)
    {
        if (_missing.TryAdd(peer, reason))
        {
            output.WriteLine($"{peer} is left out: {reason}");
        }
    }
}
