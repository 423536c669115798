using Interop.Native.Data;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Networks;
using Interop.Native.Training;

namespace Interop.Native.Tests.Training;

public sealed class EarlyStoppingTests
{
    // Figures epoch by epoch, worked out by hand by Keras' rule; the last number is the epoch after which it stops (0: never).
    [Theory]
    [InlineData(new[] { 5.0, 4, 3, 4, 5, 2 }, 0, 0.0, MonitorMode.Minimum, 4)]
    [InlineData(new[] { 5.0, 4, 3, 4, 5, 2 }, 1, 0.0, MonitorMode.Minimum, 4)]
    [InlineData(new[] { 5.0, 4, 3, 4, 5, 2 }, 2, 0.0, MonitorMode.Minimum, 5)]
    [InlineData(new[] { 5.0, 4, 3, 4, 5, 2 }, 3, 0.0, MonitorMode.Minimum, 0)]
    [InlineData(new[] { 5.0, 5, 5, 5 }, 2, 0.0, MonitorMode.Minimum, 3)]
    [InlineData(new[] { 5.0, 4.6, 4.55, 4.5 }, 2, 0.5, MonitorMode.Minimum, 3)]
    [InlineData(new[] { 5.0, 4.4, 3.8, 3.2 }, 2, 0.5, MonitorMode.Minimum, 0)]
    [InlineData(new[] { 0.1, 0.5, 0.4, 0.3 }, 2, 0.0, MonitorMode.Maximum, 4)]
    [InlineData(new[] { 0.1, 0.5, 0.4, 0.6 }, 2, 0.0, MonitorMode.Maximum, 0)]
    [InlineData(new[] { double.NaN, double.NaN, double.NaN }, 2, 0.0, MonitorMode.Minimum, 2)]
    public void It_stops_when_patience_is_at_its_end(double[] figures, int patience, double minDelta, MonitorMode mode, int expected)
    {
        var stopping = new EarlyStopping("loss", patience, minDelta, mode);
        var (stopped, run) = Play(stopping, "loss", figures);
        Assert.Equal(expected, stopped);
        Assert.Equal(expected, stopping.StoppedEpoch);
        Assert.Equal(expected != 0, run.History.StopReason is not null);
    }

    [Theory]
    [InlineData(new[] { 5.0, 4, 3, 2 }, 2.5, 0)]
    [InlineData(new[] { 5.0, 4, 3.5, 3 }, 2.5, 0)]
    [InlineData(new[] { 5.0, 4, 4, 3 }, 2.5, 3)]
    [InlineData(new[] { 2.0, 4, 1.9, 3, 3 }, 2.5, 5)]
    public void Patience_begins_anew_only_below_the_baseline(double[] figures, double baseline, int expected) =>
        Assert.Equal(expected, Play(new EarlyStopping("loss", 2, baseline: baseline), "loss", figures).Stopped);

    [Fact]
    public void Epochs_before_the_first_looked_at_do_not_count()
    {
        double[] figures = [1, 5, 5, 5, 4, 4, 4];
        var stopping = new EarlyStopping("loss", 2, startFromEpoch: 4);
        Assert.Equal(7, Play(stopping, "loss", figures).Stopped);
        Assert.Equal((4.0, 5), (stopping.Best, stopping.BestEpoch));
    }

    [Theory]
    [InlineData("val_accuracy", 2)]
    [InlineData("val_auc", 2)]
    [InlineData("binary_accuracy", 2)]
    [InlineData("val_roc_auc", 2)]
    [InlineData("f1", 2)]
    [InlineData("val_f1_score", 2)]
    [InlineData("r2_score", 2)]
    [InlineData("placid", 3)]
    [InlineData("val_loss", 3)]
    [InlineData("mean_absolute_error", 3)]
    public void The_direction_follows_from_the_name(string monitor, int expected) =>
        Assert.Equal(expected, Play(new EarlyStopping(monitor, 1), monitor, [0.5, 0.4, 0.6]).Stopped);

    [Fact]
    public void The_best_weights_come_back()
    {
        var network = NetworkExamples.Classifier();
        network.Build(8);
        network.Compile("adam", "categorical_crossentropy");
        var run = Run(network);
        var stopping = new EarlyStopping("loss", 2, restoreBestWeights: true);
        var bias = ((Dense)network.Layers[0]).Bias!;
        stopping.OnTrainBegin(run);
        foreach (var (epoch, figure) in new[] { 3.0, 1, 2, 4 }.Index())
        {
            bias.Write(Tensor.From([24], [.. Enumerable.Repeat((float)epoch, 24)]));
            stopping.OnEpochEnd(run, Log(epoch + 1, "loss", figure));
        }

        stopping.OnTrainEnd(run);
        Assert.True(run.StopRequested);
        Assert.Equal(2, stopping.BestEpoch);
        Assert.All(bias.Read().ToArray(), value => Assert.Equal(1, value));
    }

    [Fact]
    public void A_resumed_training_stops_where_the_uninterrupted_one_does()
    {
        double[] figures = [5, 4, 4.5, 4.2, 4.1, 6];
        var whole = new EarlyStopping("loss", patience: 3);
        Assert.Equal(5, Play(whole, "loss", figures).Stopped);

        var first = new EarlyStopping("loss", patience: 3);
        Play(first, "loss", figures[..3]);
        var second = new EarlyStopping("loss", patience: 3);
        second.RestoreState(first.SaveState());
        Assert.Equal(2, Play(second, "loss", figures[3..]).Stopped);
        Assert.Equal((whole.Best, whole.BestEpoch), (second.Best, second.BestEpoch));

        // The next training begins anew.
        Assert.Equal(0, Play(second, "loss", [9, 8, 7]).Stopped);
        Assert.Equal(7, second.Best);
        Assert.Throws<ArgumentException>(() => second.RestoreState(new Dictionary<string, double>()));
    }

    [Fact]
    public void A_figure_that_is_not_there_is_an_error_that_lists_those_that_are()
    {
        var (x, y) = NetworkExamples.Classes(20);
        var network = NetworkExamples.Classifier();
        network.Compile("adam", "categorical_crossentropy", "accuracy");
        var error = Assert.Throws<NetworkException>(() => network.Fit(x, y, callbacks: [new EarlyStopping()]));
        Assert.Contains("'val_loss', but the epoch has loss, accuracy", error.Message);
    }

    [Fact]
    public void A_three_way_split_trains_stops_and_is_tested_once()
    {
        // D4: train on the first part, stop by the second, look at the third at the end. Labels are half noise, so that training overfits.
        var (x, y) = NetworkExamples.Classes(400);
        var generator = new TorchGenerator(8);
        for (var i = 0; i < 400; i += 4)
        {
            y[i] = generator.NextInt(3);
        }

        var data = new TensorDataset(x, y);
        var split = Split.Create(data.Count, new SplitFractions(0.6, 0.2, 0.2), generator);
        var network = new Sequential(new Dense(64, activation: "relu"), new Dense(3)) { Generator = new TorchGenerator(1), Threads = 1 };
        network.Compile(new Adam(0.003f), new CategoricalCrossentropy(fromLogits: true), "accuracy");
        var stopping = new EarlyStopping(patience: 5, restoreBestWeights: true);
        var history = network.Fit(
            new Subset(data, split.Train), epochs: 200, validationData: new Subset(data, split.Validation), callbacks: [stopping]);

        Assert.InRange(history.Epochs.Count, 7, 150);
        Assert.Equal(history["val_loss"].Min(), stopping.Best);
        Assert.Equal(history["val_loss"].Index().MinBy(epoch => epoch.Item).Index + 1, stopping.BestEpoch);
        Assert.Equal(stopping.Best, network.Evaluate(new Subset(data, split.Validation))["loss"]);
        Assert.True(network.Evaluate(new Subset(data, split.Test))["accuracy"] > 0.6);
        Assert.Contains("'val_loss' did not get better for 5 epochs", history.StopReason);
    }

    private static (int Stopped, TrainingRun Run) Play(EarlyStopping stopping, string monitor, double[] figures)
    {
        var network = NetworkExamples.Classifier();
        network.Build(8);
        network.Compile("adam", "categorical_crossentropy");
        var run = Run(network);
        stopping.OnTrainBegin(run);
        foreach (var (epoch, figure) in figures.Index())
        {
            stopping.OnEpochEnd(run, Log(epoch + 1, monitor, figure));
            if (run.StopRequested)
            {
                return (epoch + 1, run);
            }
        }

        return (0, run);
    }

    private static TrainingRun Run(Network network) => new(network, network.StartTraining(4, [[]]), 100, 1, _ => { });

    private static EpochLog Log(int epoch, string name, double figure) => new(epoch, new Dictionary<string, double> { [name] = figure }, TimeSpan.Zero);
}
