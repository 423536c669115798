using System.Diagnostics;

namespace Interop.Samples.MLNetPipeline.MLNet;

/// <summary>What an action costs.</summary>
/// <param name="Processor">Seconds of processor time, of all threads.</param>
/// <param name="Elapsed">Seconds.</param>
internal readonly record struct Cost(double Processor, double Elapsed)
{
    /// <summary>More than anything.</summary>
    public static Cost Most { get; } = new(double.MaxValue, double.MaxValue);

    /// <summary>Measures an action, after a collection of what others have left.</summary>
    /// <param name="action">The action.</param>
    /// <param name="times">How often it is done; the cost is that of one.</param>
    public static Cost Of(Action action, int times = 1)
    {
        using var process = Process.GetCurrentProcess();
        GC.Collect();
        var (before, start) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        for (var i = 0; i < times; i++)
        {
            action();
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        process.Refresh();
        return new Cost((process.TotalProcessorTime - before).TotalSeconds / times, elapsed.TotalSeconds / times);
    }

    /// <summary>The smaller of each.</summary>
    public Cost Least(Cost other) => new(Math.Min(Processor, other.Processor), Math.Min(Elapsed, other.Elapsed));
}
