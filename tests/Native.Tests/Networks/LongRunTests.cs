using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Kernels;
using Interop.Native.Training;

namespace Interop.Native.Tests.Networks;

/// <summary>What a service that runs for weeks needs: memory stays as it is, and one network answers many threads.</summary>
[Collection(nameof(Alone))]
public sealed class LongRunTests
{
    [Fact]
    public void Memory_is_flat_over_ten_thousand_steps()
    {
        var (x, y) = NetworkExamples.Classes(32);
        var network = NetworkExamples.Classifier();
        network.Compile("adam", "categorical_crossentropy", "accuracy");
        var watch = new MemoryWatch();
        network.Fit(x, y, batchSize: 16, epochs: 5_000, callbacks: [watch]);
        Assert.Equal(10_000, watch.Steps);

        // Histories grow by an epoch's figures, here one for two steps; nothing else does.
        var perEpoch = (watch.Last - watch.First) / 4_500.0;
        Assert.True(perEpoch < 700, $"{perEpoch:F0} bytes for each epoch; {watch.First} bytes after 1,000 steps, {watch.Last} after 10,000");
    }

    [Fact]
    public void A_thousand_networks_leave_nothing_behind()
    {
        var (x, y) = NetworkExamples.Classes(8);
        long first = 0;
        for (var i = 1; i <= 1_000; i++)
        {
            var network = NetworkExamples.Classifier(seed: (ulong)i);
            network.Compile("adam", "categorical_crossentropy");
            network.Fit(x, y, batchSize: 8);
            network.Predict(x);
            first = i == 100 ? Memory() : first;
        }

        var last = Memory();
        Assert.True(last - first < 256 << 10, $"{first} bytes after 100 networks, {last} after 1,000");
        Assert.True(GC.GetGCMemoryInfo(GCKind.FullBlocking).FinalizationPendingCount < 20, "Networks have no finalizers.");
    }

    [Fact]
    public void Sixty_four_threads_get_the_answers_of_one()
    {
        var (x, y) = NetworkExamples.Classes(64);
        var network = NetworkExamples.Classifier(threads: 2);
        network.Compile("adam", "categorical_crossentropy");
        network.Fit(x, y, epochs: 2);
        float[][] expected = [.. Enumerable.Range(0, 64).Select(i => network.Predict(x.Rows(0, i + 1)).ToArray())];
        var wrong = 0;
        Thread[] threads =
        [
            .. Enumerable.Range(0, 64).Select(thread => new Thread(() =>
            {
                for (var i = 0; i < 50; i++)
                {
                    var size = (((thread * 7) + (i * 13)) % 64) + 1;
                    if (!network.Predict(x.Rows(0, size)).ToArray().AsSpan().SequenceEqual(expected[size - 1]))
                    {
                        Interlocked.Increment(ref wrong);
                    }
                }
            })),
        ];
        foreach (var thread in threads)
        {
            thread.Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        Assert.Equal(0, wrong);
    }

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private sealed class MemoryWatch : Callback
    {
        public long First { get; private set; }

        public long Last { get; private set; }

        public long Steps { get; private set; }

        public override void OnBatchEnd(TrainingRun run, double loss)
        {
            Steps = run.Step;
            First = run.Step == 1_000 ? Memory() : First;
            Last = run.Step == 10_000 ? Memory() : Last;
        }
    }
}
