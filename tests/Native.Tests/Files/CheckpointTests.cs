using Interop.Native.Data;
using Interop.Native.Files;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Data;
using Interop.Native.Tests.Networks;
using Interop.Native.Tests.Optimizers;
using Interop.Native.Training;
using Interop.Native.Training.Schedules;

namespace Interop.Native.Tests.Files;

/// <summary>A training that stopped anywhere and goes on from its checkpoint ends with the bits of one that was never interrupted.</summary>
public sealed class CheckpointTests : IDisposable
{
    private const int Epochs = 4;
    private readonly string _folder = Directory.CreateTempSubdirectory("interop-checkpoint-").FullName;

    public static TheoryData<string> Optimizers => OptimizerConformanceTests.All();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_training_resumed_after_any_step_ends_with_the_same_bits_and_figures()
    {
        var whole = new Run(_folder) { Checkpoint = { EverySteps = 1, Keep = 0 } };
        var expected = whole.Fit();
        var steps = Directory.GetFiles(_folder, "checkpoint-*");
        Assert.True(steps.Length > 15, $"{steps.Length} checkpoints");
        foreach (var path in steps)
        {
            var resumed = new Run(Path.Combine(_folder, "resumed"));
            var history = resumed.Fit(TrainingCheckpoint.Load(path));
            Assert.Equal(NetworkExamples.Bits(whole.Network), NetworkExamples.Bits(resumed.Network));
            Assert.Equal(path, history.ResumedFrom);
            Assert.Equal(expected.StopReason, history.StopReason);
            AssertSameFigures(expected, history);
            Assert.Equal(whole.Network.Generator.Save().Bytes.ToArray(), resumed.Network.Generator.Save().Bytes.ToArray());
            Assert.Equal(whole.Network.Optimizer!.LearningRate, resumed.Network.Optimizer!.LearningRate);
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void What_any_optimizer_remembers_is_kept(string optimizer)
    {
        Run Make() => new(_folder) { Optimizer = () => OptimizerConformanceTests.Make(optimizer) };
        var whole = Make();
        whole.Fit();
        var half = Make();
        half.Epochs = 2;
        half.Fit();
        var resumed = Make();
        resumed.Fit(TrainingCheckpoint.FindLatest(_folder));
        Assert.Equal(NetworkExamples.Bits(whole.Network), NetworkExamples.Bits(resumed.Network));
        Assert.Equal(whole.Network.OptimizerState.Step, resumed.Network.OptimizerState.Step);
    }

    [Fact]
    public void A_stream_that_is_read_ahead_goes_on_at_the_same_sample()
    {
        Sequential Make()
        {
            var network = new Sequential(new Dense(4, "tanh"), new Dropout(0.3), new Dense(1)) { Generator = new TorchGenerator(4) };
            network.Compile("adam", "mse", "r2");
            return network;
        }

        History Fit(Network network, Checkpoint? checkpoint, TrainingCheckpoint? from) =>
            network.Fit(new NumberStream(50) { ShuffleBuffer = 16, LookAhead = 2 }, batchSize: 8, epochs: 3, callbacks: checkpoint is null ? [] : [checkpoint], resumeFrom: from);

        var whole = Make();
        var expected = Fit(whole, new Checkpoint(_folder) { EverySteps = 4, Keep = 0 }, null);
        foreach (var path in Directory.GetFiles(_folder, "checkpoint-*"))
        {
            var resumed = Make();
            AssertSameFigures(expected, Fit(resumed, new Checkpoint(Path.Combine(_folder, "resumed")), TrainingCheckpoint.Load(path)));
            Assert.Equal(NetworkExamples.Bits(whole), NetworkExamples.Bits(resumed));
        }
    }

    [Fact]
    public void The_latest_few_are_kept_and_the_best_beside_them()
    {
        var run = new Run(_folder) { Checkpoint = { EverySteps = 2, Keep = 2 } };
        run.Fit();
        Assert.Equal(2, Directory.GetFiles(_folder, "checkpoint-*").Length);
        Assert.Equal(run.LastCheckpoint!.Latest, TrainingCheckpoint.FindLatest(_folder)!.Path);
        var best = TrainingCheckpoint.Load(Path.Combine(_folder, "best.safetensors"));
        var losses = run.History!["val_loss"];
        Assert.Equal(losses.Min(), losses[best.Epoch - 1]);
    }

    [Fact]
    public void A_log_of_a_resumed_training_has_each_epoch_once()
    {
        var path = Path.Combine(_folder, "log.csv");
        new Run(_folder) { Log = new CsvLog(path), Checkpoint = { Keep = 0 } }.Fit();
        var epochs = Epoch();
        Assert.Equal(["epoch", "1", "2", "3", "4"], epochs);
        var second = Directory.GetFiles(_folder, "checkpoint-*").Order().ElementAt(1);
        new Run(Path.Combine(_folder, "resumed")) { Log = new CsvLog(path) }.Fit(TrainingCheckpoint.Load(second));
        Assert.Equal(epochs, Epoch());

        string[] Epoch() => [.. File.ReadAllLines(path).Select(line => line.Split(',')[0])];
    }

    [Fact]
    public void A_checkpoint_is_a_model_file_too()
    {
        var run = new Run(_folder);
        run.Fit();
        var path = TrainingCheckpoint.FindLatest(_folder)!.Path;
        var (x, _) = NetworkExamples.Classes(9);
        Assert.Equal(run.Network.Predict(x).ToArray(), Network.Load(path).Predict(x).ToArray());
        Assert.Equal("digits", ModelFile.Load(path).Metadata["task"]);
        Assert.Equal("digits", TrainingCheckpoint.Load(path).Metadata["task"]);
        Assert.Equal(run.Network.NamedParameters.Count(), TrainingCheckpoint.Load(path).CreateNetwork().NamedParameters.Count());
    }

    [Fact]
    public void A_damaged_checkpoint_is_found_and_told_and_the_one_before_is_used()
    {
        var whole = new Run(_folder);
        whole.Fit();
        var all = Directory.GetFiles(_folder, "checkpoint-*").Order().ToArray();
        var bytes = File.ReadAllBytes(all[^1]);
        bytes[^5] ^= 4;
        File.WriteAllBytes(all[^1], bytes);

        var found = TrainingCheckpoint.FindLatest(_folder)!;
        Assert.Equal(all[^2], found.Path);
        Assert.Contains(Path.GetFileName(all[^1]), Assert.Single(found.Problems), StringComparison.Ordinal);
        var resumed = new Run(_folder);
        resumed.Fit(found);
        Assert.Equal(NetworkExamples.Bits(whole.Network), NetworkExamples.Bits(resumed.Network));

        foreach (var path in Directory.GetFiles(_folder, "checkpoint-*"))
        {
            File.WriteAllText(path, "nothing");
        }

        Assert.Throws<InvalidDataException>(() => TrainingCheckpoint.FindLatest(_folder));
        Assert.Null(TrainingCheckpoint.FindLatest(Path.Combine(_folder, "elsewhere")));
    }

    [Fact]
    public void A_wrong_bit_anywhere_is_told_and_the_checkpoint_before_ends_with_the_same_bits()
    {
        var whole = new Run(_folder) { Checkpoint = { EverySteps = 4, Keep = 0 } };
        whole.Fit();
        var expected = NetworkExamples.Bits(whole.Network);
        var all = Directory.GetFiles(_folder, "checkpoint-*").Order().ToArray();
        var random = new TorchGenerator(7);
        for (var round = 0; round < 50; round++)
        {
            // The folder of a training that stopped after any of its checkpoints, the last of which is damaged.
            var folder = Directory.CreateDirectory(Path.Combine(_folder, $"damaged-{round}")).FullName;
            var newest = 1 + random.NextInt(all.Length - 1);
            var before = Path.Combine(folder, Path.GetFileName(all[newest - 1]));
            File.Copy(all[newest - 1], before);
            var bytes = File.ReadAllBytes(all[newest]);
            var (place, bit) = (random.NextInt(bytes.Length), random.NextInt(8));
            bytes[place] ^= (byte)(1 << bit);
            File.WriteAllBytes(Path.Combine(folder, Path.GetFileName(all[newest])), bytes);

            var found = TrainingCheckpoint.FindLatest(folder)!;
            Assert.True(found.Path == before, $"Bit {bit} of byte {place} of {all[newest]} was not found.");
            Assert.StartsWith(Path.GetFileName(all[newest]) + ": ", Assert.Single(found.Problems), StringComparison.Ordinal);
            var resumed = new Run(folder);
            resumed.Fit(found);
            Assert.Equal(expected, NetworkExamples.Bits(resumed.Network));
        }
    }

    [Fact]
    public void Checkpoints_are_written_by_time_and_a_training_goes_on_from_each()
    {
        // Steps 5 and 11 stand amid an epoch of six, and take longer than the time between checkpoints.
        var time = TimeSpan.FromMilliseconds(50);
        var whole = new Run(_folder)
        {
            Checkpoint = { Every = time, EveryEpochs = 0, Keep = 0 },
            OnStep = step => { if (step is 5 or 11) { Thread.Sleep(2 * time); } },
        };
        whole.Fit();
        var written = Directory.GetFiles(_folder, "checkpoint-*").Select(path => TrainingCheckpoint.Load(path)).ToDictionary(checkpoint => checkpoint.Step);
        Assert.Contains(5, written.Keys);
        Assert.Contains(11, written.Keys);
        foreach (var checkpoint in written.Values)
        {
            var resumed = new Run(Path.Combine(_folder, "resumed"));
            resumed.Fit(checkpoint);
            Assert.Equal(NetworkExamples.Bits(whole.Network), NetworkExamples.Bits(resumed.Network));
        }

        // An interval that never ends leaves only what stands at the end.
        var seldom = Path.Combine(_folder, "seldom");
        new Run(seldom) { Checkpoint = { Every = TimeSpan.FromDays(1), EveryEpochs = 0, Keep = 0 } }.Fit();
        Assert.Single(Directory.GetFiles(seldom, "checkpoint-*"));
    }

    [Fact]
    public void A_training_of_other_parts_is_refused_with_what_differs()
    {
        new Run(_folder).Fit();
        var checkpoint = TrainingCheckpoint.FindLatest(_folder)!;
        string Refused(Run run) => Assert.Throws<NetworkException>(() => run.Fit(checkpoint)).Message;

        Assert.Contains("RMSprop", Refused(new Run(_folder) { Optimizer = () => new RMSprop() }), StringComparison.Ordinal);
        Assert.Contains("batches of 9", Refused(new Run(_folder) { BatchSize = 9 }), StringComparison.Ordinal);
        Assert.Contains("StepSchedule", Refused(new Run(_folder) { Own = [new StepSchedule(2)] }), StringComparison.Ordinal);
        Assert.Contains("another network", Refused(new Run(_folder) { Make = () => new Sequential(new Dense(3, "softmax")) }), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Run(_folder) { InitialEpoch = 1 }.Fit(checkpoint));
    }

    [Fact]
    public void A_cancelled_training_leaves_a_checkpoint_of_its_last_step()
    {
        var whole = new Run(_folder);
        whole.Fit();
        foreach (var path in Directory.GetFiles(_folder))
        {
            File.Delete(path);
        }

        using var cancellation = new CancellationTokenSource();
        var stopped = new Run(_folder) { Cancellation = cancellation.Token, OnStep = step => { if (step == 13) { cancellation.Cancel(); } } };
        Assert.True(stopped.Fit().WasCancelled);
        var checkpoint = TrainingCheckpoint.FindLatest(_folder)!;
        Assert.Equal(13, checkpoint.Step);
        var resumed = new Run(_folder);
        resumed.Fit(checkpoint);
        Assert.Equal(NetworkExamples.Bits(whole.Network), NetworkExamples.Bits(resumed.Network));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_reported_and_the_training_goes_on()
    {
        var reports = new List<string>();
        var run = new Run(_folder) { Checkpoint = { Report = reports.Add }, OnStep = step => { if (step == 3) { Replace(); } } };
        var history = run.Fit();
        File.Delete(_folder);
        Directory.CreateDirectory(_folder);
        Assert.Equal(history.Epochs.Count, run.LastCheckpoint!.Problems.Count(problem => !problem.Contains("best.", StringComparison.Ordinal)));
        Assert.Equal(run.LastCheckpoint.Problems, reports);
        Assert.All(reports, report => Assert.Contains(_folder, report, StringComparison.Ordinal));

        // A folder that vanished would be made again; in place of this one stands a file.
        void Replace()
        {
            Directory.Delete(_folder, recursive: true);
            File.WriteAllText(_folder, "");
        }
    }

    private static void AssertSameFigures(History expected, History actual)
    {
        Assert.Equal(expected.Epochs.Count, actual.Epochs.Count);
        foreach (var (first, second) in expected.Epochs.Zip(actual.Epochs))
        {
            Assert.Equal(first.Values, second.Values);
        }
    }

    private sealed record Options
    {
        public int EverySteps { get; set; }

        public int EveryEpochs { get; set; } = 1;

        public TimeSpan? Every { get; set; }

        public int Keep { get; set; } = 3;

        public Action<string>? Report { get; set; }
    }

    // A classifier with dropout, batch normalization, a schedule, early stopping that restores the best weights, and several metrics.
    private sealed class Run(string folder)
    {
        public Options Checkpoint { get; } = new();

        public Func<Sequential> Make { get; init; } = () => NetworkExamples.Classifier();

        public Func<Optimizer> Optimizer { get; init; } = () => new NAdam(0.01f);

        public Callback[]? Own { get; init; }

        public CsvLog? Log { get; init; }

        public int BatchSize { get; init; } = 8;

        public int Epochs { get; set; } = CheckpointTests.Epochs;

        public int InitialEpoch { get; init; }

        public CancellationToken Cancellation { get; init; }

        public Action<long>? OnStep { get; init; }

        public Network Network { get; private set; } = null!;

        public History? History { get; private set; }

        public Checkpoint? LastCheckpoint { get; private set; }

        public History Fit(TrainingCheckpoint? from = null)
        {
            var (x, y) = NetworkExamples.Classes(44);
            var validation = NetworkExamples.Classes(30, seed: 9);
            Network = Make();
            Network.Compile(
                Optimizer(), "categorical_crossentropy", "accuracy", "f1", "auc", "log_loss", "confusion_matrix", new TopKAccuracy(2), new LossMetric(new CategoricalCrossentropy()));
            LastCheckpoint = new Checkpoint(folder)
            {
                EverySteps = Checkpoint.EverySteps,
                EveryEpochs = Checkpoint.EveryEpochs,
                Every = Checkpoint.Every,
                Keep = Checkpoint.Keep,
                Best = "val_loss",
                Metadata = new Dictionary<string, string> { ["task"] = "digits" },
                Report = Checkpoint.Report ?? Console.Error.WriteLine,
            };
            Callback[] own = Own ??
            [
                new EarlyStopping(patience: 2, restoreBestWeights: true), new ExponentialSchedule(0.97, ScheduleInterval.Step),
                new ReduceOnPlateau(patience: 0),
            ];

            // The checkpoint comes first: what those behind it remember must be kept all the same.
            History = Network.Fit(
                x, y, BatchSize, Epochs, validation, callbacks: [LastCheckpoint, .. own, .. Log is null ? Array.Empty<Callback>() : [Log], new StepWatch(OnStep)], initialEpoch: InitialEpoch, resumeFrom: from,
                cancellationToken: Cancellation);
            return History;
        }
    }

    private sealed class StepWatch(Action<long>? onStep) : Callback
    {
        public override void OnBatchEnd(TrainingRun run, double loss) => onStep?.Invoke(run.Step);
    }
}
