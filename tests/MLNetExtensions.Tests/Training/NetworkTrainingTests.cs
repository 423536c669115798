using Interop.MLNetExtensions.Rows;
using Interop.MLNetExtensions.Scoring;
using Interop.MLNetExtensions.Tests.Rows;
using Interop.MLNetExtensions.Training;
using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.Native.Training;
using Interop.Samples.Data;

namespace Interop.MLNetExtensions.Tests.Training;

public class NetworkTrainingTests
{
    private readonly List<string> _lines = [];

    [Theory]
    [InlineData(DataCaching.Memory)]
    [InlineData(DataCaching.Stream)]
    public void Classes_are_learnt(DataCaching caching)
    {
        var rows = IrisRows();
        var trained = Train(
            new NeuralNetworkOptions { Epochs = 40, LearningRate = 0.01f, Caching = caching, ValidationFraction = 0.2 }, LearningTask.Multiclass, 3, rows);

        // Streamed: once to count them, and in each epoch once to train and once to measure.
        Assert.Equal(caching == DataCaching.Memory ? 1 : 1 + (40 * 2), rows.Passes);

        Assert.Equal(ScoreReading.Values, trained.Reading);
        Assert.InRange(trained.History.Epochs[^1].Values["accuracy"], 0.93, 1);
        Assert.InRange(trained.History.Epochs[^1].Values["val_accuracy"], 0.8, 1);
        Assert.Contains(_lines, line => line.StartsWith("Training on 1", StringComparison.Ordinal) && line.Contains("validating on ", StringComparison.Ordinal));
        Assert.Contains(_lines, line => line.StartsWith("Epoch 40 of 40: loss", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(DataCaching.Memory)]
    [InlineData(DataCaching.Stream)]
    public void A_regression_trains_on_standardized_labels_and_gives_them_in_their_units(DataCaching caching)
    {
        var rows = new ListedRows(1, [.. Enumerable.Range(0, 200).Select(i => new ListedRow([(i - 100) / 50f], [1000 + (30 * (i - 100) / 50f)]))]);

        var trained = Train(new NeuralNetworkOptions { HiddenSizes = [], Epochs = 60, LearningRate = 0.02f, Caching = caching }, LearningTask.Regression, 1, rows);

        Assert.Equal(1030, trained.Network.Predict(Tensor.From(new float[,] { { 1 } }))[0, 0], 1f);
        Assert.InRange(trained.History.Epochs[0].Values["loss"], 0, 3);
    }

    [Fact]
    public void Streamed_rows_are_held_no_longer_than_the_shuffle_buffer_and_the_batches_ahead_need_them()
    {
        const int count = 5000, batch = 10, buffer = 100, ahead = 10;
        var made = new MadeRows(count, i => new ListedRow([i % 7, i % 5], [i % 3]));
        var rows = new ListedRows(2, made);
        var farthest = 0L;
        var options = new NeuralNetworkOptions
        {
            Epochs = 2,
            BatchSize = batch,
            HiddenSizes = [],
            Caching = DataCaching.Stream,
            ShuffleBuffer = buffer,
            CreateCallbacks = () => [new LambdaCallback(onBatchEnd: (run, _) => farthest = Math.Max(farthest, made.Last - ((run.StepInEpoch - 1) * (long)batch)))],
        };

        var trained = Train(options, LearningTask.Regression, 1, rows);

        // Once to count them, and once in each epoch.
        Assert.Equal(3, rows.Passes);
        Assert.Equal(2, trained.History.Epochs.Count);
        Assert.InRange(farthest, buffer, buffer + ((ahead + 2) * batch));
    }

    [Theory]
    [InlineData(DataCaching.Memory)]
    [InlineData(DataCaching.Stream)]
    public void A_cancelled_training_gives_the_weights_of_the_best_epoch(DataCaching caching)
    {
        // A learning rate so large that the loss goes up and down; it is cancelled in the middle of the thirteenth epoch.
        using var source = new CancellationTokenSource();
        var (weights, losses) = (new List<float[]>(), new List<double>());
        float[] Weights(Network network) => [.. network.StateDict().Values.SelectMany(tensor => tensor.ToArray())];
        var options = new NeuralNetworkOptions
        {
            Epochs = 1000,
            LearningRate = 0.3f,
            ValidationFraction = 0.3,
            Caching = caching,
            CancellationToken = source.Token,
            CreateCallbacks = () =>
            [
                new LambdaCallback(
                    onBatchEnd: (run, _) =>
                    {
                        if (run.Epoch == 13)
                        {
                            source.Cancel();
                        }
                    },
                    onEpochEnd: (run, log) =>
                    {
                        weights.Add(Weights(run.Network));
                        losses.Add(log.Values["val_loss"]);
                    }),
            ],
        };

        var trained = Train(options, LearningTask.Multiclass, 3, IrisRows());

        var best = losses.IndexOf(losses.Min());
        Assert.True(trained.History.WasCancelled);
        Assert.Equal(12, losses.Count);
        Assert.NotEqual(weights[^1], weights[best]);
        Assert.Equal(weights[best], Weights(trained.Network));
        Assert.Contains("Training was cancelled in epoch 13; the network has its best weights so far.", _lines);
    }

    [Fact]
    public void Without_rows_the_error_says_what_was_missing()
    {
        var error = Assert.Throws<NetworkException>(() => Train(new NeuralNetworkOptions(), LearningTask.Regression, 1, new ListedRows(1, [new([1], [float.NaN])])));

        Assert.Contains("1 had no label", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Class_weights_must_fit_the_classes()
    {
        var error = Assert.Throws<NetworkException>(() => Train(new NeuralNetworkOptions { ClassWeights = [1, 2] }, LearningTask.Multiclass, 3, IrisRows()));

        Assert.Contains("has 2 weights, but there are 3 classes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_sizes_make_layers_with_dropout_and_a_flatten_for_images()
    {
        var options = new NeuralNetworkOptions { HiddenSizes = [5, 4], Dropout = 0.5f };

        var network = HiddenLayers.Create(new NetworkShape([1, 8, 8], 3, LearningTask.Multiclass), options);

        Assert.Equal(["Flatten", "Dense", "Dropout", "Dense", "Dropout", "Dense"], network.Layers.Select(layer => layer.Kind));
        Assert.IsType<Softmax>(network.Layers[^1].OutputActivation);
    }

    [Fact]
    public void A_copy_has_parameters_of_its_own()
    {
        var network = new Sequential(new Dense(3, activation: "relu"), new Dropout(0.2f), new BatchNormalization(), new Dense(2));
        network.Build(4);

        var copy = NetworkCopy.Of(network);
        copy.NamedParameters.First().Parameter.Write(new Tensor([3, 4]));

        Assert.NotEqual(network.StateDict()["0.weight"].ToArray(), copy.StateDict()["0.weight"].ToArray());
        Assert.Equal(network.Layers.Select(layer => layer.Kind), copy.Layers.Select(layer => layer.Kind));
    }

    [Theory]
    [InlineData(nameof(NeuralNetworkOptions.Epochs))]
    [InlineData(nameof(NeuralNetworkOptions.Dropout))]
    [InlineData(nameof(NeuralNetworkOptions.ValidationFraction))]
    [InlineData(nameof(NeuralNetworkOptions.Threshold))]
    [InlineData(nameof(NeuralNetworkOptions.HiddenSizes))]
    [InlineData(nameof(NeuralNetworkOptions.ClassWeights))]
    [InlineData(nameof(NeuralNetworkOptions.CreateNetwork))]
    public void Options_out_of_range_are_named(string option)
    {
        var options = new NeuralNetworkOptions();
        switch (option)
        {
            case nameof(NeuralNetworkOptions.Epochs):
                options.Epochs = -1;
                break;
            case nameof(NeuralNetworkOptions.Dropout):
                options.Dropout = 1;
                break;
            case nameof(NeuralNetworkOptions.ValidationFraction):
                options.ValidationFraction = double.NaN;
                break;
            case nameof(NeuralNetworkOptions.Threshold):
                options.Threshold = 0;
                break;
            case nameof(NeuralNetworkOptions.HiddenSizes):
                options.HiddenSizes = [4, 0];
                break;
            case nameof(NeuralNetworkOptions.ClassWeights):
                options.ClassWeights = [1, 1];
                break;
            default:
                options.CreateNetwork = _ => new Sequential();
                options.Network = new Sequential();
                break;
        }

        var error = Assert.Throws<ArgumentException>(() => options.Check(LearningTask.Regression));

        Assert.Contains($"NeuralNetworkOptions.{option}: expected", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_changed_after_a_trainer_was_made_do_not_reach_it()
    {
        var options = new NeuralNetworkOptions { Epochs = 3 };
        var copy = options.Copy();

        options.Epochs = 5;

        Assert.Equal(3, copy.Epochs);
    }

    private static ListedRows IrisRows()
    {
        var data = Iris.Load();
        return new ListedRows(4, [.. Enumerable.Range(0, data.Count).Select(row => new ListedRow(data.Features.Rows(row, 1).ToArray(), [data.Targets.Span[row]]))]);
    }

    private TrainedNetwork Train(NeuralNetworkOptions options, LearningTask task, int outputs, TrainingRows rows) =>
        new NetworkTraining(options, new NetworkShape([rows.FeatureCount], outputs, task), 7, _lines.Add, _lines.Add).Run(rows, null);
}
