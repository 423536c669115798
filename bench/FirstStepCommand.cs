using System.Diagnostics;
using System.Globalization;
using Interop.Bench.Machine;
using Interop.Bench.Peers;
using Interop.Bench.Reports;
using Interop.Bench.Workloads;

namespace Interop.Bench;

/// <summary>How long a fresh process takes to its first finished training step, and how much memory it has used by then.</summary>
internal static class FirstStepCommand
{
    private const int Processes = 5;

    /// <summary>In the fresh process: one step, then the figures on a line.</summary>
    public static int RunOnce(string workload)
    {
        var cell = new Cell(WorkloadList.All.Single(candidate => candidate.Name == workload), 32, IsTraining: true);
        using var native = new NativePeer(1);
        native.Prepare(cell, batches: 1)();
        using var process = Process.GetCurrentProcess();
        var elapsed = DateTime.Now - process.StartTime;
        process.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalMilliseconds} {process.PeakWorkingSet64 / 1e6}"));
        return 0;
    }

    /// <summary>Starts fresh processes and prints the medians.</summary>
    public static int Run(string workload)
    {
        Console.WriteLine(Measure(workload));
        return 0;
    }

    /// <summary>Starts fresh processes and takes the medians.</summary>
    public static StartUp Measure(string workload)
    {
        var figures = Enumerable.Range(0, Processes).Select(_ => Start(workload)).ToArray();
        return new StartUp(workload, Median(figures.Select(figure => figure.Milliseconds)), Median(figures.Select(figure => figure.Megabytes)));
    }

    private static (double Milliseconds, double Megabytes) Start(string workload)
    {
        var start = new ProcessStartInfo(PublishedBench.ProgramPath, ["first-step", workload, "--once"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var parts = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        return (double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Processes / 2);
}
