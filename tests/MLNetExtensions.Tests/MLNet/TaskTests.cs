using Interop.Native.Layers;
using Interop.Native.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.Tests.MLNet;

public class TaskTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Binary_classification_trains_and_evaluates()
    {
        var model = _context.BinaryClassification.Trainers.NeuralNetwork(_context, hiddenSizes: [16], epochs: 40, learningRate: 0.01f).Fit(Tasks.Binary(_context, 600, 1));

        var metrics = _context.BinaryClassification.Evaluate(model.Transform(Tasks.Binary(_context, 300, 2)));

        Assert.InRange(metrics.Accuracy, 0.9, 1);
        Assert.InRange(metrics.AreaUnderRocCurve, 0.95, 1);
        Assert.InRange(metrics.LogLoss, 0, 0.4);
    }

    [Fact]
    public void Binary_classification_cross_validates_and_tells_feature_importance()
    {
        var data = Tasks.Binary(_context, 300, 1);
        var trainer = _context.BinaryClassification.Trainers.NeuralNetwork(_context, hiddenSizes: [8], epochs: 10, learningRate: 0.02f);

        var folds = _context.BinaryClassification.CrossValidate(data, trainer, 3);
        var importance = _context.BinaryClassification.PermutationFeatureImportance(trainer.Fit(data), data);

        Assert.All(folds, fold => Assert.InRange(fold.Metrics.AreaUnderRocCurve, 0.7, 1));
        Assert.All(importance, feature => Assert.True(feature.AreaUnderRocCurve.Mean < 0));
    }

    [Theory]
    [InlineData("Platt")]
    [InlineData("Isotonic")]
    [InlineData("Naive")]
    public void Scores_can_be_calibrated(string kind)
    {
        // Trained with a yes weighing ten times a no, so that its own probabilities are far too high, on other rows than it is calibrated on.
        var trainer = _context.BinaryClassification.Trainers.NeuralNetwork(
            _context, new NeuralNetworkOptions { HiddenSizes = [16], Epochs = 30, LearningRate = 0.01f, ClassWeights = [1, 10], Seed = 1 });
        var model = trainer.Fit(Tasks.Binary(_context, 600, 1));
        var scored = model.Transform(Tasks.Binary(_context, 600, 2));
        IEstimator<ITransformer> calibrator = kind switch
        {
            "Platt" => _context.BinaryClassification.Calibrators.Platt(),
            "Isotonic" => _context.BinaryClassification.Calibrators.Isotonic(),
            _ => _context.BinaryClassification.Calibrators.Naive(),
        };
        var test = model.Transform(Tasks.Binary(_context, 600, 3));

        var calibrated = calibrator.Fit(scored).Transform(test);

        // Brier's score, since a step function's probabilities of 0 and 1 would have an infinite log loss.
        double Brier(IDataView view) => view.GetColumn<float>("Probability").Zip(view.GetColumn<bool>("Label"), (p, label) => Math.Pow(p - (label ? 1 : 0), 2)).Average();
        var (before, after) = (Brier(test), Brier(calibrated));
        var rate = test.GetColumn<bool>("Label").Average(label => label ? 1.0 : 0);
        var (scores, probabilities) = (test.GetColumn<float>("Score").ToArray(), calibrated.GetColumn<float>("Probability").ToArray());
        Assert.True(test.GetColumn<float>("Probability").Average() > rate + 0.05);
        Assert.Equal(rate, probabilities.Average(), 0.04);
        Assert.True(after < before - 0.01, $"{before} before, {after} after");
        Assert.All(probabilities, probability => Assert.InRange(probability, 0, 1));
        Assert.Equal(scores, calibrated.GetColumn<float>("Score"));
        if (kind != "Naive")
        {
            float[] ordered = [.. scores.Zip(probabilities).OrderBy(pair => pair.First).Select(pair => pair.Second)];
            Assert.Equal(ordered.Order(), ordered);
        }
    }

    [Fact]
    public void A_network_that_ends_in_a_sigmoid_gives_probabilities_and_their_logits()
    {
        var data = Tasks.Binary(_context, 100, 1);
        var model = _context.BinaryClassification.Trainers.NeuralNetwork(
            _context, shape => new Sequential(new Dense(4, activation: "tanh"), new Dense(shape.Outputs, activation: "sigmoid")), epochs: 2).Fit(data);

        var scored = model.Transform(data);

        Assert.All(
            scored.GetColumn<float>("Score").Zip(scored.GetColumn<float>("Probability")),
            pair => Assert.Equal(1 / (1 + Math.Exp(-pair.First)), pair.Second, 1e-5));
    }

    [Fact]
    public void The_threshold_decides()
    {
        var data = Tasks.Binary(_context, 200, 1);
        var model = _context.BinaryClassification.Trainers.NeuralNetwork(_context, new NeuralNetworkOptions { Epochs = 3, Threshold = 0.8f }).Fit(data);

        var scored = model.Transform(data);

        Assert.Equal(scored.GetColumn<float>("Probability").Select(probability => probability > 0.8f), scored.GetColumn<bool>("PredictedLabel"));
    }

    [Fact]
    public void Regression_trains_evaluates_cross_validates_and_tells_feature_importance()
    {
        var data = Tasks.Regression(_context, 400, 1);
        var trainer = _context.Regression.Trainers.NeuralNetwork(_context, hiddenSizes: [32], epochs: 40, learningRate: 0.01f);
        var model = trainer.Fit(data);

        var metrics = _context.Regression.Evaluate(model.Transform(Tasks.Regression(_context, 200, 2)));
        var folds = _context.Regression.CrossValidate(data, trainer, 3);
        var importance = _context.Regression.PermutationFeatureImportance(model, data);

        Assert.InRange(metrics.RSquared, 0.95, 1);
        Assert.All(folds, fold => Assert.InRange(fold.Metrics.RSquared, 0.9, 1));
        Assert.All(importance, feature => Assert.True(feature.RSquared.Mean < 0));
    }

    [Fact]
    public void The_network_of_a_regression_gives_labels_in_their_own_units()
    {
        var data = Tasks.Regression(_context, 300, 1);

        var model = _context.Regression.Trainers.NeuralNetwork(_context, hiddenSizes: [16], epochs: 20, learningRate: 0.01f).Fit(data);

        var direct = model.Model.Predict(Interop.Native.Tensors.Tensor.From(new float[,] { { 0.5f, 0.5f } }));
        Assert.Equal(105, direct[0, 0], 1.5f);
    }

    [Fact]
    public void Several_numbers_are_learnt_at_once()
    {
        var model = _context.MultiOutputRegression.NeuralNetwork(hiddenSizes: [32], epochs: 60).Fit(Tasks.MultiOutput(_context, 400, 1));
        var scored = model.Transform(Tasks.MultiOutput(_context, 200, 2));

        var metrics = _context.MultiOutputRegression.Evaluate(scored);

        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 3), scored.Schema["Score"].Type);
        Assert.All(metrics.RSquared, value => Assert.InRange(value, 0.9, 1));
        Assert.Equal(metrics.RSquared.Average(), metrics.AverageRSquared);
    }

    [Fact]
    public void Several_labels_are_learnt_at_once()
    {
        var model = _context.MultiLabelClassification.NeuralNetwork(hiddenSizes: [32], epochs: 60).Fit(Tasks.MultiLabel(_context, 400, 1));
        var scored = model.Transform(Tasks.MultiLabel(_context, 200, 2));

        var metrics = _context.MultiLabelClassification.Evaluate(scored);

        Assert.Equal(new VectorDataViewType(BooleanDataViewType.Instance, 3), scored.Schema["PredictedLabel"].Type);
        Assert.InRange(metrics.SubsetAccuracy, 0.8, 1);
        Assert.All(metrics.AreaUnderRocCurve, value => Assert.InRange(value, 0.95, 1));
        Assert.InRange(metrics.HammingLoss, 0, 0.1);
    }

    [Fact]
    public void Models_of_several_numbers_and_labels_are_saved()
    {
        foreach (var (trainer, data, columns) in new (NeuralNetworkTrainer, IDataView, string[])[]
        {
            (_context.MultiOutputRegression.NeuralNetwork(epochs: 1), Tasks.MultiOutput(_context, 50, 1), ["Score"]),
            (_context.MultiLabelClassification.NeuralNetwork(epochs: 1), Tasks.MultiLabel(_context, 50, 1), ["Score", "Probability"]),
        })
        {
            var model = trainer.Fit(data);
            using var stream = new MemoryStream();
            _context.Model.Save(model, data.Schema, stream);
            var loaded = _context.Model.Load(new MemoryStream(stream.ToArray()), out _);

            foreach (var column in columns)
            {
                Assert.Equal(model.Transform(data).GetColumn<float[]>(column), loaded.Transform(data).GetColumn<float[]>(column));
            }

            if (columns.Length > 1)
            {
                Assert.Equal(model.Transform(data).GetColumn<bool[]>("PredictedLabel"), loaded.Transform(data).GetColumn<bool[]>("PredictedLabel"));
            }
        }
    }

    [Fact]
    public void Names_of_several_numbers_and_labels_are_kept_and_come_back_when_a_model_is_restored()
    {
        var rows = _context.Data.LoadFromEnumerable(
            Tasks.BinaryRows(60, 1).Select(row => new NamedRow { Features = row.Features, Height = row.Label ? 1 : 0, Width = row.Features[0] > 0 ? 1 : 0 }).ToArray());
        var data = _context.Transforms.Concatenate("Label", nameof(NamedRow.Height), nameof(NamedRow.Width)).Fit(rows).Transform(rows);
        foreach (var (trainer, columns) in new (NeuralNetworkTrainer, string[])[]
        {
            (_context.MultiOutputRegression.NeuralNetwork(epochs: 1), ["Score"]),
            (_context.MultiLabelClassification.NeuralNetwork(epochs: 1), ["Score", "Probability", "PredictedLabel"]),
        })
        {
            var model = trainer.Fit(data);
            using var stream = new MemoryStream();
            _context.Model.Save(model, data.Schema, stream);
            var restored = _context.Model.RestoreNetworks(_context, _context.Model.Load(new MemoryStream(stream.ToArray()), out _));

            foreach (var schema in new[] { model.Transform(data).Schema, restored.Transform(data).Schema })
            {
                foreach (var column in columns)
                {
                    var names = default(VBuffer<ReadOnlyMemory<char>>);
                    schema[column].GetSlotNames(ref names);
                    Assert.Equal(["Height", "Width"], names.DenseValues().Select(name => name.ToString()));
                }
            }
        }
    }

    [Fact]
    public void A_function_makes_the_network_of_several_numbers_and_of_several_labels()
    {
        var seen = new List<NetworkShape>();
        Sequential Create(NetworkShape shape, string? activation)
        {
            seen.Add(shape);
            return new Sequential(new Dense(5, activation: "tanh"), activation is null ? new Dense(shape.Outputs) : new Dense(shape.Outputs, activation: activation));
        }

        var (numbers, answers) = (Tasks.MultiOutput(_context, 50, 1), Tasks.MultiLabel(_context, 50, 1));
        var number = _context.MultiOutputRegression.NeuralNetwork(shape => Create(shape, null), epochs: 1).Fit(numbers);
        var answer = _context.MultiLabelClassification.NeuralNetwork(shape => Create(shape, "sigmoid"), epochs: 1).Fit(answers);

        Assert.Equal([new NetworkShape([2], 3, LearningTask.MultiOutputRegression), new NetworkShape([2], 3, LearningTask.MultiLabel)], seen);
        Assert.All([number, answer], model => Assert.Equal((2 * 5) + 5 + (5 * 3) + 3, model.Model.ParameterCount));
        Assert.All(answer.Transform(answers).GetColumn<float[]>("Probability").SelectMany(row => row), value => Assert.InRange(value, 0, 1));
        Assert.Equal(LearningTask.MultiOutputRegression, number.Task);
    }

    [Fact]
    public void Images_reach_convolutions_in_the_shape_that_their_column_declares()
    {
        var data = Tasks.Images(_context, 300, 1, classes: 4);
        Interop.Native.Tensors.Shape? seen = null;

        var model = _context.MulticlassClassification.Trainers.NeuralNetwork(
            _context,
            shape =>
            {
                seen = shape.Input;
                return new Sequential(new Conv2D(8, 3, activation: "relu"), new Flatten(), new Dense(shape.Outputs, activation: "softmax"));
            },
            epochs: 15).Fit(data);

        Assert.Equal([1, 8, 8], seen!.Value);
        Assert.InRange(_context.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy, 0.95, 1);
    }

    private sealed class NamedRow
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public float Height { get; set; }

        public float Width { get; set; }
    }
}
