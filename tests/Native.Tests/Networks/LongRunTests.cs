using Interop.Native.Layers;
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
        var (x, y) = NetworkExamples.Classes(80_000);
        var network = NetworkExamples.Classifier();
        network.Compile("adam", "categorical_crossentropy", "accuracy");
        var watch = new MemoryWatch();
        network.Fit(x, y, batchSize: 8, callbacks: [watch]);
        Assert.Equal(10, watch.Bytes.Count);
        AssertFlat(watch.Bytes);
        AssertProcessStays(watch.Process);
    }

    [Fact]
    public void Memory_is_flat_with_checkpoints_logs_and_event_files()
    {
        var folder = Directory.CreateTempSubdirectory("interop-long-");
        try
        {
            var (x, y) = NetworkExamples.Classes(80_000);
            var network = NetworkExamples.Classifier();
            network.Compile("adam", "categorical_crossentropy", "accuracy");
            var watch = new MemoryWatch();
            network.Fit(x, y, batchSize: 8, callbacks:
            [
                new Checkpoint(folder.FullName) { EverySteps = 25 }, new CsvLog(Path.Combine(folder.FullName, "log.csv")), new TensorBoard(folder.FullName, updateFrequency: 5),
                new StopOnNaN(), watch,
            ]);
            Assert.Equal(10, watch.Bytes.Count);
            AssertFlat(watch.Bytes);
            AssertProcessStays(watch.Process);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Memory_grows_by_nothing_but_the_figures_of_the_epochs()
    {
        var (x, y) = NetworkExamples.Classes(16);
        var network = NetworkExamples.Classifier();
        network.Compile("adam", "categorical_crossentropy", "accuracy");
        var watch = new MemoryWatch();
        network.Fit(x, y, batchSize: 16, epochs: 10_000, callbacks: [watch]);
        Assert.Equal(10, watch.Bytes.Count);

        // An epoch's entry with a dictionary of two figures has about 270 bytes.
        var perEpoch = (watch.Bytes[^1] - watch.Bytes[0]) / 9_000.0;
        TestContext.Current.TestOutputHelper?.WriteLine($"{perEpoch:F0} bytes for each epoch");
        Assert.InRange(perEpoch, 0, 320);
    }

    [Fact]
    public void A_thousand_networks_leave_nothing_behind()
    {
        var (x, y) = NetworkExamples.Classes(8);
        List<long> bytes = [], process = [];
        for (var i = 1; i <= 1_000; i++)
        {
            var network = NetworkExamples.Classifier(seed: (ulong)i);
            network.Compile("adam", "categorical_crossentropy");
            network.Fit(x, y, batchSize: 8);
            network.Predict(x);
            if (i % 100 == 0)
            {
                bytes.Add(Memory());
                process.Add(Environment.WorkingSet);
            }
        }

        AssertFlat(bytes);
        AssertProcessStays(process);
    }

    [Fact]
    public void A_thousand_networks_have_nothing_to_finalize()
    {
        var (x, y) = NetworkExamples.Classes(8);
        void Use(int seed)
        {
            var network = NetworkExamples.Classifier(seed: (ulong)seed, threads: 1 + (seed % 2));
            network.Compile("adam", "categorical_crossentropy");
            network.Fit(x, y, batchSize: 8);
            network.Predict(x);
        }

        // What is done first sets up what stays: pools of the runtime, which have something to finalize at each collection.
        Use(0);
        var runtime = Finalized(1_000, _ => { });
        var networks = Finalized(1_000, Use);
        var others = Finalized(1_000, seed =>
        {
            Use(seed);
            GC.KeepAlive(new WithFinalizer());
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"objects to finalize: {runtime} of the runtime, {networks} with 1,000 networks, {others} with 1,000 networks and as many that have a finalizer");
        Assert.True(networks - runtime < 100, $"{networks - runtime} objects to finalize after 1,000 networks");

        // What is measured here sees finalizers where there are some.
        Assert.True(others - networks >= 900, $"{others - networks} more objects to finalize where each network comes with one that has a finalizer");
    }

    [Fact]
    public void Sixty_four_threads_get_the_answers_of_one()
    {
        const int count = 64, rounds = 50;
        var (x, y) = NetworkExamples.Classes(64);
        var meeting = new MeetingPoint();
        var network = NetworkExamples.Classifier(threads: 2);
        network.Add(meeting);
        network.Compile("adam", "categorical_crossentropy");
        network.Fit(x, y, epochs: 2);
        float[][] expected = [.. Enumerable.Range(0, 64).Select(i => network.Predict(x.Rows(0, i + 1)).ToArray())];
        var wrong = 0;
        using var barrier = new Barrier(count);
        meeting.Barrier = barrier;
        Thread[] threads =
        [
            .. Enumerable.Range(0, count).Select(thread => new Thread(() =>
            {
                for (var i = 0; i < rounds; i++)
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

        // In each round, all were inside of their prediction at once.
        Assert.Equal(0, meeting.Missed);
        Assert.Equal(rounds, barrier.CurrentPhaseNumber);
    }

    // Measured ten times in equal distances of 1,000 steps or 100 networks. What is left behind each time would be there in every distance, 24 bytes at least for each
    // object; what the runtime does once in a while is not in most of them, and is little.
    private static void AssertFlat(IReadOnlyList<long> bytes)
    {
        long[] growth = [.. bytes.Skip(1).Zip(bytes, (after, before) => after - before)];
        var said = $"{bytes[0]} bytes at first, then {string.Join(", ", growth.Select(more => more.ToString("+0;-0;0", System.Globalization.CultureInfo.InvariantCulture)))}";
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        Assert.True(growth.Order().ElementAt(growth.Length / 2) < 24 * 100, said);
        Assert.True(growth.Sum() < 128 << 10, said);
    }

    // The objects that wait for their finalizers, as each collection itself counts them: afterwards they are soon gone.
    private static long Finalized(int count, Action<int> work)
    {
        Memory();
        long pending = 0;
        for (var i = 1; i <= count; i++)
        {
            work(i);
            if (i % 10 == 0)
            {
                GC.Collect();
                pending += GC.GetGCMemoryInfo(GCKind.FullBlocking).FinalizationPendingCount;
                GC.WaitForPendingFinalizers();
            }
        }

        return pending;
    }

    // What the process holds of the machine's memory, which is more than the collector knows of; it takes and gives back in large pieces.
    private static void AssertProcessStays(IReadOnlyList<long> bytes)
    {
        var growth = bytes[^1] - bytes[1];
        var said = $"the process grew by {growth} bytes: {string.Join(", ", bytes)}";
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        Assert.True(growth < 32 << 20, said);
    }

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private sealed class MemoryWatch : Callback
    {
        public List<long> Bytes { get; } = new(10);

        public List<long> Process { get; } = new(10);

        public override void OnBatchEnd(TrainingRun run, double loss)
        {
            if (run.Step % 1_000 == 0)
            {
                Bytes.Add(Memory());
                Process.Add(Environment.WorkingSet);
            }
        }
    }

    /// <summary>A layer at which predictions wait until all have come there.</summary>
    private sealed class MeetingPoint : Layer
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
        private int _missed;

        public Barrier? Barrier { get; set; }

        public int Missed => _missed;

        public override Shape OutputShape(IReadOnlyList<Shape> inputs) => SingleInput(inputs);

        public override void Forward(LayerContext context)
        {
            context.Input().CopyTo(context.Output);
            if (Barrier is not null && _missed == 0 && !Barrier.SignalAndWait(Patience))
            {
                Interlocked.Increment(ref _missed);
            }
        }

        public override void Backward(LayerContext context) => context.OutputGradient.CopyTo(context.InputGradient());
    }

    private sealed class WithFinalizer
    {
        private static int _finalized;

        ~WithFinalizer() => Interlocked.Increment(ref _finalized);
    }
}
