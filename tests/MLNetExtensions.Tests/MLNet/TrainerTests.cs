using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Tensors;
using Interop.Native.Training;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.Tests.MLNet;

public class TrainerTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void A_missing_column_is_named_as_MLNet_does()
    {
        var data = Flowers.View(_context, 10, 1);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Flowers.Trainer(_context).Fit(data));
        var theirs = Assert.Throws<ArgumentOutOfRangeException>(() => _context.MulticlassClassification.Trainers.LbfgsMaximumEntropy().Fit(data));

        Assert.StartsWith("Could not find feature column 'Features'", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("Could not find feature column 'Features'", theirs.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_label_column_is_named_as_MLNet_does()
    {
        var data = _context.Transforms.DropColumns("Label").Fit(Tasks.Regression(_context, 10, 1)).Transform(Tasks.Regression(_context, 10, 1));
        var theirs = Assert.Throws<ArgumentOutOfRangeException>(() => _context.Regression.Trainers.Sdca().Fit(data));

        Assert.StartsWith("Could not find label column 'Label'", theirs.Message, StringComparison.Ordinal);
        foreach (var trainer in new[]
        {
            _context.MulticlassClassification.Trainers.NeuralNetwork(_context),
            _context.BinaryClassification.Trainers.NeuralNetwork(_context),
            _context.Regression.Trainers.NeuralNetwork(_context),
            _context.MultiOutputRegression.NeuralNetwork(),
            _context.MultiLabelClassification.NeuralNetwork(),
        })
        {
            Assert.StartsWith("Could not find label column 'Label'", Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(data)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_label_of_the_wrong_type_is_named_as_MLNet_does()
    {
        var data = Tasks.Regression(_context, 10, 1);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Flowers.Trainer(_context).Append(Flowers.Trainer(_context)).Fit(data));
        var theirs = Assert.Throws<ArgumentOutOfRangeException>(
            () => _context.MulticlassClassification.Trainers.LbfgsMaximumEntropy().Append(_context.Transforms.CopyColumns("A", "Label")).Fit(data));

        Assert.StartsWith("Schema mismatch for label column 'Label': expected Key<UInt32>, got Single", theirs.Message, StringComparison.Ordinal);
        Assert.StartsWith("Schema mismatch for label column 'Label': expected Key<UInt32>, got Single; map it with Conversion.MapValueToKey first", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_task_names_the_type_of_label_that_it_needs()
    {
        var (numbers, answers) = (Tasks.Regression(_context, 10, 1), Tasks.Binary(_context, 10, 1));
        foreach (var (trainer, data, expected) in new (NeuralNetworkTrainer, IDataView, string)[]
        {
            (_context.MulticlassClassification.Trainers.NeuralNetwork(_context), answers, "expected Key<UInt32>, got Boolean; map it with Conversion.MapValueToKey first"),
            (_context.BinaryClassification.Trainers.NeuralNetwork(_context), Tasks.MultiLabel(_context, 10, 1), "expected Boolean, got Vector<Boolean>"),
            (_context.Regression.Trainers.NeuralNetwork(_context), answers, "expected Single, got Boolean"),
            (_context.MultiOutputRegression.NeuralNetwork(), numbers, "expected Vector<Single>, got Single"),
            (_context.MultiLabelClassification.NeuralNetwork(), numbers, "expected Vector<Boolean>, got Single"),
        })
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(data));

            Assert.StartsWith($"Schema mismatch for label column 'Label': {expected}", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_weight_column_that_is_missing_or_of_another_type_is_named()
    {
        var data = Tasks.Binary(_context, 10, 1);
        NeuralNetworkTrainer Trainer(string weight) => _context.BinaryClassification.Trainers.NeuralNetwork(_context, new NeuralNetworkOptions { ExampleWeightColumnName = weight });

        Assert.StartsWith("Could not find weight column 'Gewicht'", Assert.Throws<ArgumentOutOfRangeException>(() => Trainer("Gewicht").Fit(data)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Schema mismatch for weight column 'Label': expected Single, got Boolean", Assert.Throws<ArgumentOutOfRangeException>(() => Trainer("Label").Fit(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_of_varying_size_are_refused()
    {
        var data = _context.Data.LoadFromEnumerable([new VaryingRow { Label = 1, Features = [1, 2] }]);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _context.Regression.Trainers.NeuralNetwork(_context).Fit(data));
        var theirs = Assert.Throws<ArgumentOutOfRangeException>(() => _context.Regression.Trainers.Sdca().Fit(data));

        Assert.StartsWith("Schema mismatch for feature column 'Features': expected Vector<Single>, got VarVector<Single>", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("Schema mismatch for feature column 'Features': expected Vector<Single>, got VarVector<Single>", theirs.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_of_another_type_are_refused_with_a_remedy()
    {
        var data = _context.Data.LoadFromEnumerable([new DoubleRow { Label = 1, Features = [1, 2] }]);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _context.Regression.Trainers.NeuralNetwork(_context).Fit(data));

        Assert.Contains("expected Vector<Single>, got Vector<Double>; convert it with Conversion.ConvertType first", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scoring_other_features_than_were_trained_on_is_refused()
    {
        var model = _context.BinaryClassification.Trainers.NeuralNetwork(_context, epochs: 1).Fit(Tasks.Binary(_context, 20, 1));

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => model.Transform(Tasks.Images(_context, 5, 1, 3)));

        Assert.Contains("expected Vector<Single, 2>, got Vector<Single, 1, 8, 8>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_out_of_range_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => _context.Regression.Trainers.NeuralNetwork(_context, batchSize: 0));

        Assert.Contains("NeuralNetworkOptions.BatchSize: expected 1 or more, got 0", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DataCaching.Memory)]
    [InlineData(DataCaching.Stream)]
    public void The_same_seed_gives_the_same_bits_whatever_the_number_of_threads(DataCaching caching)
    {
        float[] Train(int threads)
        {
            var context = new MLContext(seed: 1);
            var data = Flowers.Preparation(context).Fit(Flowers.View(context, 800, 1)).Transform(Flowers.View(context, 800, 1));
            var steps = 0;

            // So large that there is work for a second thread in every step.
            var options = new NeuralNetworkOptions
            {
                HiddenSizes = [512, 512],
                BatchSize = 256,
                Epochs = 2,
                Dropout = 0.2f,
                Threads = threads,
                ValidationFraction = 0.2,
                Caching = caching,
                ShuffleBuffer = 300,
                Progress = new Reporter(progress => steps += progress.EpochLog is null ? 1 : 0),
            };
            var model = context.MulticlassClassification.Trainers.NeuralNetwork(context, options).Fit(data).Model;
            Assert.Equal(threads, model.Threads);
            Assert.Equal(2 * 3, steps);
            return Weights(model);
        }

        Assert.Equal(Train(1), Train(1));
        Assert.Equal(Train(1), Train(2));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cancelled_training_returns_the_best_network_so_far(bool hasValidation)
    {
        // A learning rate so large that the loss goes up and down. The weights of every epoch are kept here too; it is cancelled in the middle of the thirteenth.
        using var source = new CancellationTokenSource();
        var weights = new List<float[]>();
        var losses = new List<double>();
        var seen = new List<TrainingProgress>();
        var options = new NeuralNetworkOptions
        {
            Epochs = 1000,
            LearningRate = 0.3f,
            Seed = 3,
            CancellationToken = source.Token,
            CreateCallbacks = () =>
            [
                new LambdaCallback(onEpochEnd: (run, log) =>
                {
                    weights.Add(Weights(run.Network));
                    losses.Add(log.Values[hasValidation ? "val_loss" : "loss"]);
                }),
            ],
            Progress = new Reporter(progress =>
            {
                seen.Add(progress);
                if (progress.Epoch == 13)
                {
                    source.Cancel();
                }
            }),
        };

        var model = _context.BinaryClassification.Trainers.NeuralNetwork(_context, options).Fit(Tasks.Binary(_context, 100, 1), hasValidation ? Tasks.Binary(_context, 100, 2) : null);

        var best = losses.IndexOf(losses.Min());
        Assert.True(model.History!.WasCancelled);
        Assert.Equal(12, model.History.Epochs.Count);
        Assert.NotEqual(weights[^1], weights[best]);
        Assert.Equal(weights[best], Weights(model.Model));
        Assert.Equal(100, model.Transform(Tasks.Binary(_context, 100, 1)).GetColumn<float>("Score").Count(float.IsFinite));
        Assert.Contains(seen, progress => progress.EpochLog is not null);
    }

    [Fact]
    public void A_token_that_is_cancelled_before_there_is_a_network_ends_in_an_exception()
    {
        var trainer = _context.BinaryClassification.Trainers.NeuralNetwork(_context, new NeuralNetworkOptions { CancellationToken = new CancellationToken(true) });

        Assert.Throws<OperationCanceledException>(() => trainer.Fit(Tasks.Binary(_context, 100, 1)));
    }

    [Fact]
    public void Validation_data_is_measured_and_stops_the_training()
    {
        var options = new NeuralNetworkOptions { Epochs = 500, EarlyStoppingPatience = 3, LearningRate = 0.05f };

        var model = _context.BinaryClassification.Trainers.NeuralNetwork(_context, options).Fit(Tasks.Binary(_context, 60, 1), Tasks.Binary(_context, 60, 2));

        Assert.InRange(model.History!.Epochs.Count, 4, 499);
        Assert.Contains("val_accuracy", model.History.Epochs[0].Values.Keys);
        Assert.NotNull(model.History.StopReason);
    }

    [Fact]
    public void Example_weights_and_class_weights_move_the_answers()
    {
        var rows = Tasks.BinaryRows(300, 1);
        foreach (var row in rows)
        {
            row.Weight = row.Label ? 1 : 0.001f;
        }

        var data = _context.Data.LoadFromEnumerable(rows);
        int Answers(Action<NeuralNetworkOptions> set)
        {
            var options = new NeuralNetworkOptions { HiddenSizes = [4], Epochs = 15, LearningRate = 0.02f, Seed = 1 };
            set(options);
            return _context.BinaryClassification.Trainers.NeuralNetwork(_context, options).Fit(data).Transform(data).GetColumn<bool>("PredictedLabel").Count(answer => answer);
        }

        var plain = Answers(_ => { });

        Assert.True(Answers(options => options.ExampleWeightColumnName = "Weight") > plain + 20);
        Assert.True(Answers(options => options.ClassWeights = [0.001f, 1]) > plain + 20);
        Assert.True(Answers(options => options.ClassWeights = [1, 0.001f]) < plain - 20);
    }

    [Fact]
    public void Balanced_classes_weigh_as_much_as_each_other_however_rare()
    {
        // Ten times as many noes as yeses, which overlap.
        var random = new Random(1);
        Tasks.BinaryRow[] rows =
        [
            .. Enumerable.Range(0, 330).Select(i => new Tasks.BinaryRow
            {
                Features = [(float)(random.NextDouble() + random.NextDouble() + (i % 11 == 0 ? 0.7 : 0)), 0],
                Label = i % 11 == 0,
            }),
        ];
        var data = _context.Data.LoadFromEnumerable(rows);
        float[] Scores(Action<NeuralNetworkOptions> set)
        {
            var options = new NeuralNetworkOptions { HiddenSizes = [4], Epochs = 30, LearningRate = 0.02f, Seed = 1 };
            set(options);
            return [.. _context.BinaryClassification.Trainers.NeuralNetwork(_context, options).Fit(data).Transform(data).GetColumn<float>("Score")];
        }

        double Recall(float[] scores) => scores.Where((_, i) => rows[i].Label).Average(score => score > 0 ? 1.0 : 0);
        var balanced = Scores(options => options.BalanceClasses = true);

        Assert.InRange(Recall(Scores(_ => { })), 0, 0.4);
        Assert.InRange(Recall(balanced), 0.6, 1);
        Assert.Equal(balanced, Scores(options => options.ClassWeights = [330f / (2 * 300), 330f / (2 * 30)]));
    }

    [Fact]
    public void A_given_network_is_where_training_begins()
    {
        var data = Tasks.Binary(_context, 50, 1);
        var network = new Sequential(new Dense(8, activation: "relu"), new Dense(1));
        network.Build(2);

        var model = _context.BinaryClassification.Trainers.NeuralNetwork(_context, new NeuralNetworkOptions { Network = network, Epochs = 0 }).Fit(data);

        Assert.NotSame(network, model.Model);
        Assert.Equal(Weights(network), Weights(model.Model));
        Assert.Equal(
            network.Predict(Tensor.From([50, 2], [.. Tasks.BinaryRows(50, 1).SelectMany(row => row.Features)])).ToArray(),
            model.Transform(data).GetColumn<float>("Score"));
    }

    [Fact]
    public void One_step_is_the_users_optimizers_down_the_users_loss()
    {
        // w ← w − η · mean sign(w·x + b − y) x, and the same for b, over all rows at once.
        var rows = Tasks.RegressionRows(40, 1);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i].Label = i % 4 == 0 ? -5 : 5;
        }

        var network = new Sequential(new Dense(1));
        network.Build(2);
        var (before, bias) = (network.StateDict()["0.weight"].ToArray(), network.StateDict()["0.bias"].ToArray()[0]);
        var options = new NeuralNetworkOptions { Network = network, Epochs = 1, BatchSize = 40, Loss = "mae", CreateOptimizer = () => new SGD(0.25f) };

        var trained = _context.Regression.Trainers.NeuralNetwork(_context, options).Fit(_context.Data.LoadFromEnumerable(rows)).Model.StateDict();

        double Sign(Tasks.RegressionRow row) => Math.Sign((before[0] * row.Features[0]) + (before[1] * row.Features[1]) + bias - row.Label);
        for (var feature = 0; feature < 2; feature++)
        {
            Assert.Equal(before[feature] - (0.25 * rows.Average(row => Sign(row) * row.Features[feature])), trained["0.weight"].ToArray()[feature], 1e-6);
        }

        Assert.Equal(bias - (0.25 * rows.Average(Sign)), trained["0.bias"].ToArray()[0], 1e-6);
    }

    [Fact]
    public void Features_of_a_flat_column_have_the_shape_that_the_options_declare()
    {
        var images = Tasks.Images(_context, 200, 1, classes: 4);
        var definition = SchemaDefinition.Create(typeof(FlatRow));
        definition[nameof(FlatRow.Label)].ColumnType = new KeyDataViewType(typeof(uint), 4);
        var data = _context.Data.LoadFromEnumerable(
            images.GetColumn<float[]>("Features").Zip(images.GetColumn<uint>("Label"), (pixels, key) => new FlatRow { Features = pixels, Label = key - 1 }).ToArray(), definition);
        NeuralNetworkOptions Options(Shape? shape) => new()
        {
            FeatureShape = shape,
            CreateNetwork = each => new Sequential(new Conv2D(8, 3, activation: "relu"), new Flatten(), new Dense(each.Outputs)),
            Epochs = 15,
        };
        NeuralNetworkTrainer Trainer(Shape? shape) => _context.MulticlassClassification.Trainers.NeuralNetwork(_context, Options(shape));

        var model = Trainer(new Shape(1, 8, 8)).Fit(data);

        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 64), data.Schema["Features"].Type);
        Assert.Equal([1, 8, 8], model.Model.InputShapes[0]);
        Assert.InRange(_context.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy, 0.95, 1);
        Assert.Contains("[1, 8, 9] has 72 elements, column 'Features' 64", Assert.Throws<NetworkException>(() => Trainer(new Shape(1, 8, 9)).Fit(data)).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(() => Trainer(null).Fit(data));
    }

    [Fact]
    public void A_given_network_is_trained_further_and_left_as_it_was()
    {
        var data = Tasks.Binary(_context, 200, 1);
        var network = new Sequential(new Dense(8, activation: "relu"), new Dropout(0.1f), new Dense(1));
        network.Build(2);
        var before = network.StateDict()["0.weight"].ToArray();

        var model = _context.BinaryClassification.Trainers.NeuralNetwork(_context, new NeuralNetworkOptions { Network = network, Epochs = 2 }).Fit(data);

        Assert.Equal(before, network.StateDict()["0.weight"].ToArray());
        Assert.NotEqual(before, model.Model.StateDict()["0.weight"].ToArray());
        Assert.Contains(model.Model.Layers, layer => layer is Dropout);
    }

    [Fact]
    public void Optimizer_loss_and_callbacks_are_the_users()
    {
        var epochs = 0;
        var options = new NeuralNetworkOptions
        {
            Epochs = 12,
            Loss = "mse",
            CreateOptimizer = () => new SGD(0.05f, momentum: 0.9f),
            CreateCallbacks = () => [new LambdaCallback(onEpochEnd: (_, _) => epochs++)],
        };
        var data = Flowers.Preparation(_context).Fit(Flowers.View(_context, 200, 1)).Transform(Flowers.View(_context, 200, 1));

        var model = _context.MulticlassClassification.Trainers.NeuralNetwork(_context, options).Fit(data);

        Assert.Equal(12, epochs);
        Assert.InRange(_context.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy, 0.6, 1);
    }

    [Fact]
    public void A_network_with_the_wrong_number_of_outputs_is_refused()
    {
        var trainer = _context.MulticlassClassification.Trainers.NeuralNetwork(_context, _ => new Sequential(new Dense(7)));
        var data = Flowers.Preparation(_context).Fit(Flowers.View(_context, 30, 1)).Transform(Flowers.View(_context, 30, 1));

        var error = Assert.Throws<NetworkException>(() => trainer.Fit(data));

        Assert.Contains("needs 3 outputs (one for each class of the label's key type), the network gives samples of shape [7]", error.Message, StringComparison.Ordinal);
    }

    private static float[] Weights(Network network) => [.. network.StateDict().Values.SelectMany(tensor => tensor.ToArray())];

    private sealed class Reporter(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }

    private sealed class FlatRow
    {
        [VectorType(64)]
        public float[] Features { get; set; } = [];

        public uint Label { get; set; }
    }

    private sealed class VaryingRow
    {
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }

    private sealed class DoubleRow
    {
        [VectorType(2)]
        public double[] Features { get; set; } = [];

        public float Label { get; set; }
    }
}
