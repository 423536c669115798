using System.Diagnostics;

namespace Interop.Cli.Comparison;

/// <summary>Measures how long something takes when it is run again and again.</summary>
internal static class Stopwatches
{
    /// <summary>The least and the median time of many runs, in microseconds, after a warm-up.</summary>
    /// <param name="run">What to run.</param>
    /// <param name="time">For how long to measure.</param>
    public static (double Least, double Median) Measure(Action run, TimeSpan time)
    {
        var warm = Stopwatch.StartNew();
        do
        {
            run();
        }
        while (warm.Elapsed < time / 4);

        var times = new List<double>();
        var all = Stopwatch.StartNew();
        while (all.Elapsed < time || times.Count < 5)
        {
            var before = Stopwatch.GetTimestamp();
            run();
            times.Add(Stopwatch.GetElapsedTime(before).TotalMicroseconds);
        }

        times.Sort();
        return (times[0], times[times.Count / 2]);
    }
}
