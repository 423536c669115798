using System.Globalization;
using Interop.Native.Kernels;

namespace Interop.Native.Tests.Kernels;

/// <summary>Runs apart from other tests, which would keep the workers busy.</summary>
[Collection(nameof(Alone))]
public unsafe class IdleWorkerTests
{
    [Fact]
    public void Idle_workers_use_no_processor_time()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self/task"), "The time of single threads is read from Linux' /proc.");
        for (int threads = 2; threads <= 4; threads++)
        {
            WorkerPool.Get(threads).Run(threads, &DoNothing, null);
        }

        Thread.Sleep(100);
        double before = WorkerMilliseconds();
        Thread.Sleep(300);
        double used = WorkerMilliseconds() - before;

        Assert.True(used < 1, $"The workers used {used} ms of processor time in 300 ms without work.");
    }

    /// <summary>The time on a processor of all threads that a pool named; the system cuts names to 15 characters.</summary>
    private static double WorkerMilliseconds()
    {
        double milliseconds = 0;
        int workers = 0;
        foreach (string thread in Directory.EnumerateDirectories("/proc/self/task"))
        {
            if (File.ReadAllText(Path.Combine(thread, "comm")).StartsWith("Interop worker", StringComparison.Ordinal))
            {
                string nanoseconds = File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ')[0];
                milliseconds += long.Parse(nanoseconds, CultureInfo.InvariantCulture) / 1e6;
                workers++;
            }
        }

        Assert.True(workers >= 6, $"Pools of 2, 3 and 4 threads have 6 workers, found {workers}.");
        return milliseconds;
    }

    private static void DoNothing(void* state, int piece)
    {
    }
}
