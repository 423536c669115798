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
    public static int RunOnce(Workload workload)
    {
        var cell = new Cell(workload, 32, IsTraining: true);
        using var native = new NativePeer(1);
        native.Prepare(cell, batches: 1)();
        using var process = Process.GetCurrentProcess();
        var elapsed = DateTime.Now - process.StartTime;
        process.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalMilliseconds} {process.PeakWorkingSet64 / 1e6}"));
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
        var text = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        if (process.ExitCode != 0 || text.Split(' ') is not [var milliseconds, var megabytes])
        {
            throw new InvalidOperationException($"The first step of {workload} ended with exit code {process.ExitCode}: {text}");
        }

        return (double.Parse(milliseconds, CultureInfo.InvariantCulture), double.Parse(megabytes, CultureInfo.InvariantCulture));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Processes / 2);
}
