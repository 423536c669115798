using System.Diagnostics;

namespace Interop.Bench.Peers;

/// <summary>Times an action: warms it up, then takes the median of several runs of many calls.</summary>
internal static class Repetitions
{
    private const int Runs = 5;
    private static readonly TimeSpan RunLength = TimeSpan.FromMilliseconds(25);

    // The runtime compiles anew what ran often once a tenth of a second brought no new method; where the process may use only one processor, it waits ten
    // times as long, and what has loops goes through two such waits.
    private static readonly TimeSpan WarmUpLength = TimeSpan.FromSeconds(Environment.ProcessorCount == 1 ? 4 : 2);

    /// <summary>Calls an action until the just-in-time compiler has had time to make its best of what runs often.</summary>
    /// <param name="action">What to call.</param>
    public static void WarmUp(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        do
        {
            action();
        }
        while (Stopwatch.GetElapsedTime(start) < WarmUpLength);
    }

    /// <summary>Milliseconds for one call.</summary>
    /// <param name="action">What to time.</param>
    public static double Median(Action action)
    {
        action();
        var single = Time(action, 1);
        var calls = (int)Math.Clamp(RunLength.TotalMilliseconds / Math.Max(single, 1e-5), 1, 20_000);
        Time(action, Math.Min(calls, 3));
        var times = new double[Runs];
        for (var run = 0; run < Runs; run++)
        {
            times[run] = Time(action, calls);
        }

        Array.Sort(times);
        return times[Runs / 2];
    }

    private static double Time(Action action, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var call = 0; call < calls; call++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / calls;
    }
}
