using Interop.Cli.Tests.Infrastructure;
using Interop.Cli.Training;
using Interop.Native.Files;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Training;

namespace Interop.Cli.Tests.Training;

/// <summary>The time that is left, of trainings whose every batch takes a second: four batches make an epoch.</summary>
public class ThroughputTests
{
    private const int Batches = 4;

    [Fact]
    public void A_quarter_of_the_first_epoch_tells_how_long_the_others_will_take()
    {
        var left = Left(epochs: 3);
        Assert.Equal([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0], left.Select(at => at.Seconds), Near);
        Assert.Equal(Enumerable.Range(1, 12).Select(batch => batch / 12.0), left.Select(at => at.Share), Near);
    }

    [Fact]
    public void The_only_epoch_has_time_left_until_its_end() => Assert.Equal([3.0, 2, 1, 0], Left(epochs: 1).Select(at => at.Seconds), Near);

    [Fact]
    public void A_training_that_goes_on_amid_an_epoch_counts_from_there()
    {
        var checkpoint = CheckpointAt(step: 6, isEpochComplete: false);
        Assert.Equal((2, 2), (checkpoint.Epoch, checkpoint.StepInEpoch));
        var left = Left(3, checkpoint);
        Assert.Equal([5.0, 4, 3, 2, 1, 0], left.Select(at => at.Seconds), Near);
        Assert.Equal(Enumerable.Range(1, 6).Select(batch => batch / 6.0), left.Select(at => at.Share), Near);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_training_that_goes_on_at_the_end_of_an_epoch_counts_from_there(bool isEpochComplete)
    {
        var left = Left(4, CheckpointAt(step: 8, isEpochComplete));
        Assert.Equal([7.0, 6, 5, 4, 3, 2, 1, 0], left.Select(at => at.Seconds), Near);
    }

    private static TrainingCheckpoint CheckpointAt(int step, bool isEpochComplete)
    {
        using var folder = new EmptyFolder();
        Left(epochs: 3, new StopAt(step, isEpochComplete, "at.safetensors"));
        return TrainingCheckpoint.Load("at.safetensors");
    }

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) < 1e-6;

    private static List<(double Seconds, double Share)> Left(int epochs, params Callback[] others) => Left(epochs, null, others);

    private static List<(double Seconds, double Share)> Left(int epochs, TrainingCheckpoint? resumeFrom, params Callback[] others)
    {
        var clock = new SecondsOfBatches();
        var throughput = new Throughput(clock);
        var watch = new Watch(throughput);
        var network = new Sequential(new Dense(1)) { Generator = new TorchGenerator(1), Threads = 1 };
        network.Compile("sgd", "mse");
        network.Fit(new Tensor([2 * Batches, 3]), new Tensor([2 * Batches, 1]), batchSize: 2, epochs: epochs, callbacks: [clock.PerBatch, throughput, watch, .. others], resumeFrom: resumeFrom);
        return watch.Left;
    }

    /// <summary>A clock that goes on by a second with each batch.</summary>
    private sealed class SecondsOfBatches : TimeProvider
    {
        private long _seconds = 1000;

        public SecondsOfBatches() => PerBatch = new Tick(this);

        public Callback PerBatch { get; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds;

        private sealed class Tick(SecondsOfBatches clock) : Callback
        {
            public override bool ReadsGradients => false;

            public override void OnBatchEnd(TrainingRun run, double loss) => clock._seconds++;
        }
    }

    private sealed class StopAt(int step, bool isEpochComplete, string checkpoint) : Callback
    {
        public override bool ReadsGradients => false;

        public override void OnSettled(TrainingRun run)
        {
            if (run.Step == step && run.IsEpochComplete == isEpochComplete)
            {
                run.SaveCheckpoint(checkpoint);
                run.StopNow();
            }
        }
    }

    private sealed class Watch(Throughput throughput) : Callback
    {
        public List<(double Seconds, double Share)> Left { get; } = [];

        public override bool ReadsGradients => false;

        public override void OnBatchEnd(TrainingRun run, double loss) => Left.Add((throughput.Left(run).TotalSeconds, throughput.Share(run)));

        // At the end of an epoch as after its last batch.
        public override void OnEpochEnd(TrainingRun run, EpochLog log) => Assert.True(
            Left.Count == 0 || Left[^1] == (throughput.Left(run).TotalSeconds, throughput.Share(run)), $"{throughput.Left(run)} left, {throughput.Share(run)} done at the end of an epoch");
    }
}
