using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Optimizers;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Networks;
using Interop.Native.Training;

namespace Interop.Native.Tests.Training;

public sealed class FitTests
{
    [Fact]
    public void Training_learns_what_can_be_learnt()
    {
        var (x, y) = NetworkExamples.Classes(600);
        var network = NetworkExamples.Classifier();
        network.Compile("adam", "categorical_crossentropy", "accuracy");
        var history = network.Fit(x, y, epochs: 20, validationData: NetworkExamples.Classes(200, seed: 4));
        Assert.True(history["loss"][^1] < 0.5 * history["loss"][0]);
        Assert.True(history["val_accuracy"][^1] > 0.9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void The_number_of_threads_does_not_change_a_bit(int threads) => Assert.Equal(TrainedBits(1), TrainedBits(threads));

    [Fact]
    public void A_training_step_in_steady_state_allocates_nothing()
    {
        var (x, y) = NetworkExamples.Classes(32);
        var network = NetworkExamples.Classifier();
        network.Build(8);
        network.Compile("adam", "categorical_crossentropy");
        var session = network.StartTraining(32, [[]]);
        session.Forward(x);
        session.Cost(y);
        for (var warmUp = 0; warmUp < 50; warmUp++)
        {
            session.RunBatch();
        }

        var before = AllocatedBytes.Now;
        for (var i = 0; i < 100; i++)
        {
            session.RunBatch();
        }

        before.AssertNoMore();
    }

    [Fact]
    public void A_cancelled_training_keeps_the_best_weights_so_far()
    {
        var (x, y) = NetworkExamples.Classes(200);
        var validation = NetworkExamples.Classes(100, seed: 4);
        var network = NetworkExamples.Classifier();
        network.Compile("adam", "categorical_crossentropy");
        using var cancellation = new CancellationTokenSource();
        var best = double.PositiveInfinity;
        var progress = new Progress(report =>
        {
            best = Math.Min(best, report.EpochLog?.Values["val_loss"] ?? best);
            if (report is { Epoch: 4, Batch: 3 })
            {
                cancellation.Cancel();
            }
        });
        var history = network.Fit(x, y, epochs: 50, validationData: validation, progress: progress, cancellationToken: cancellation.Token);
        Assert.True(history.WasCancelled);
        Assert.Equal(3, history.Epochs.Count);
        Assert.Equal(best, network.Evaluate(validation.X, validation.Y)["loss"]);
    }

    [Fact]
    public void A_frozen_parameter_stays_as_it_is()
    {
        var (x, y) = NetworkExamples.Classes(64);
        var network = NetworkExamples.Classifier();
        network.Build(8);
        network.Compile("adam", "categorical_crossentropy");
        var frozen = ((Dense)network.Layers[0]).Weight!;
        frozen.IsFrozen = true;
        var before = frozen.Read().ToArray();
        network.Fit(x, y, epochs: 2);
        Assert.Equal(before, frozen.Read().ToArray());
        Assert.NotEqual(0, network.OptimizerState.Step);
    }

    [Fact]
    public void A_class_index_out_of_range_is_refused()
    {
        var (x, y) = NetworkExamples.Classes(10);
        y[7] = 3;
        var network = NetworkExamples.Classifier();
        network.Compile("adam", "categorical_crossentropy");
        var error = Assert.Throws<LossException>(() => network.Fit(x, y, shuffle: false));
        Assert.Contains("whole numbers in [0, 3) or -100 to be ignored; sample 7 of the data set has 3", error.Message);
    }

    [Fact]
    public void A_network_that_is_not_compiled_says_so()
    {
        var (x, y) = NetworkExamples.Classes(10);
        var error = Assert.Throws<NetworkException>(() => NetworkExamples.Classifier().Fit(x, y));
        Assert.Contains("Compile", error.Message);
    }

    [Fact]
    public void Samples_and_targets_must_have_the_same_number_of_rows()
    {
        var (x, _) = NetworkExamples.Classes(10);
        var network = NetworkExamples.Classifier();
        network.Compile("adam", "categorical_crossentropy");
        Assert.Contains("same number of rows", Assert.Throws<NetworkException>(() => network.Fit(x, new Tensor([9]))).Message);
    }

    [Fact]
    public void The_last_short_batch_is_kept_or_dropped()
    {
        var (x, y) = NetworkExamples.Classes(70);
        foreach (var (drop, steps) in new[] { (false, 3L), (true, 2L) })
        {
            var network = NetworkExamples.Classifier();
            network.Compile(new SGD(), "categorical_crossentropy");
            network.Fit(x, y, batchSize: 32, epochs: 1, dropLast: drop);
            Assert.Equal(steps, network.OptimizerState.Step);
        }
    }

    private static int[] TrainedBits(int threads)
    {
        var (x, y) = NetworkExamples.Classes(300);
        var network = NetworkExamples.Classifier(threads: threads);
        network.Compile("adam", "categorical_crossentropy");
        network.Fit(x, y, epochs: 3);
        return NetworkExamples.Bits(network);
    }

    private sealed class Progress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
