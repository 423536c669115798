using System.Globalization;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Networks;
using Interop.Native.Training;

namespace Interop.Native.Tests.Training;

public sealed class CallbackTests
{
    [Fact]
    public void The_log_reads_back_to_the_same_figures()
    {
        var folder = Directory.CreateTempSubdirectory("interop-log-");
        try
        {
            var path = Path.Combine(folder.FullName, "log.csv");
            var history = Train(new CsvLog(path), epochs: 3);
            var lines = File.ReadAllLines(path);
            Assert.Equal("epoch,seconds,learning_rate,loss,accuracy,val_loss,val_accuracy", lines[0]);
            Assert.Equal(4, lines.Length);
            for (var epoch = 0; epoch < 3; epoch++)
            {
                var fields = lines[epoch + 1].Split(',');
                Assert.Equal($"{epoch + 1}", fields[0]);
                Assert.Equal("0.001", fields[2]);
                Assert.Equal(history["loss"][epoch], double.Parse(fields[3], CultureInfo.InvariantCulture));
                Assert.Equal(history["val_accuracy"][epoch], double.Parse(fields[6], CultureInfo.InvariantCulture));
            }

            Train(new CsvLog(path, append: true), epochs: 2);
            Assert.Equal(6, File.ReadAllLines(path).Length);
            Train(new CsvLog(path, separator: ';'), epochs: 1);
            Assert.Equal("epoch;seconds;learning_rate;loss;accuracy;val_loss;val_accuracy", File.ReadAllLines(path)[0]);
            Assert.Equal(2, File.ReadAllLines(path).Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_progress_line_says_what_an_epoch_brought()
    {
        using var writer = new StringWriter();
        var history = Train(new ProgressLine(writer), epochs: 2);
        var lines = writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        var loss = history["loss"][1].ToString("F4", CultureInfo.InvariantCulture);
        Assert.StartsWith($"Epoch: 002/002  loss {loss}  accuracy ", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(" s", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_lines_may_come_less_often()
    {
        using var writer = new StringWriter();
        Train(new ProgressLine(writer, every: 3), epochs: 5);
        Assert.Equal(["003", "005"], writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(line => line[7..10]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProgressLine(writer, every: 0));
    }

    [Fact]
    public void Functions_are_called_where_a_callback_would_be()
    {
        var calls = new List<string>();
        Train(
            new LambdaCallback(
                onTrainBegin: _ => calls.Add("train"),
                onEpochBegin: run => calls.Add($"epoch {run.Epoch}"),
                onBatchBegin: run => calls.Add($"batch {run.Step}"),
                onBatchEnd: (run, _) => calls.Add($"batch done {run.Step}"),
                onEpochEnd: (_, log) => calls.Add($"epoch done {log.Epoch}"),
                onTrainEnd: _ => calls.Add("train done")),
            epochs: 1,
            batchSize: 60);
        Assert.Equal(["train", "epoch 1", "batch 0", "batch done 1", "batch 1", "batch done 2", "epoch done 1", "train done"], calls);
    }

    [Fact]
    public void A_training_that_stays_finite_is_not_disturbed()
    {
        var stop = new StopOnNaN();
        Train(stop, epochs: 2);
        Assert.Equal((0L, null), (stop.Step, stop.Origin));
    }

    [Fact]
    public void Too_high_a_learning_rate_is_stopped_before_the_weights_are_lost()
    {
        var random = new TorchGenerator(4);
        var x = new Tensor([64, 3]);
        random.FillNormal(x.Span, 0, 1);
        var network = new Sequential(new Dense(16, activation: "relu", name: "fc1"), new Dense(1, name: "fc2")) { Generator = random, Threads = 1 };
        network.Compile(new SGD(1e6f), new MeanSquaredError());
        var stop = new StopOnNaN();
        var history = network.Fit(x, Tensor.From([64, 1], x.Span[..64]), batchSize: 16, epochs: 50, callbacks: [stop]);
        Assert.True(stop.Step > 1);
        Assert.Equal(stop.Step - 1, network.OptimizerState.Step);
        Assert.Empty(history.Epochs.Skip((int)(stop.Step / 4)));
        Assert.Contains($"in step {stop.Step} (epoch {((stop.Step - 1) / 4) + 1})", history.StopReason);
        Assert.All(network.TrainableParameters, parameter => Assert.All(parameter.Read().ToArray(), value => Assert.True(float.IsFinite(value))));
    }

    [Fact]
    public void The_layer_where_it_began_is_named()
    {
        var (x, y) = NetworkExamples.Classes(64);
        var network = NetworkExamples.Classifier();
        network.Build(8);
        network.Compile("adam", "categorical_crossentropy");
        var second = (Dense)network.Layers[4];
        second.Weight!.Storage[5] = float.PositiveInfinity;
        var stop = new StopOnNaN();
        var history = network.Fit(x, y, callbacks: [stop]);
        Assert.Equal(1, stop.Step);
        Assert.Equal("Dense '4'", stop.Origin!.Layer);
        Assert.Equal("parameter 'weight'", stop.Origin.What);
        Assert.Equal(5, stop.Origin.Position);
        Assert.Contains("parameter 'weight' of Dense '4' has Infinity at element 5", history.StopReason);
    }

    [Fact]
    public void An_overflow_in_a_layer_is_told_from_an_input_that_is_infinite()
    {
        var network = new Sequential(new Dense(1, name: "a"), new Dense(1, name: "b")) { Threads = 1 };
        network.Build(1);
        network.Compile(new SGD(), new MeanSquaredError());
        foreach (var parameter in network.TrainableParameters)
        {
            parameter.Storage.Fill(1e30f);
        }

        var stop = new StopOnNaN();
        network.Fit(Tensor.From([1, 1], [1f]), new Tensor([1, 1]), callbacks: [stop]);
        Assert.Equal(("Dense 'b'", "the output"), (stop.Origin!.Layer, stop.Origin.What));

        network.Fit(Tensor.From([2, 1], [1f, float.NegativeInfinity]), new Tensor([2, 1]), shuffle: false, callbacks: [stop]);
        Assert.Equal("input 'input' has -Infinity at element 1", stop.Origin!.ToString());
    }

    private static History Train(Callback callback, int epochs, int batchSize = 32)
    {
        var network = NetworkExamples.Classifier();
        network.Compile("adam", "categorical_crossentropy", "accuracy");
        var (x, y) = NetworkExamples.Classes(100);
        return network.Fit(x, y, batchSize, epochs, validationData: NetworkExamples.Classes(30, seed: 4), callbacks: [callback]);
    }
}
