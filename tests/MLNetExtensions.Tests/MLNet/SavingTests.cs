using System.Globalization;
using Interop.Native.Files;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.Tests.MLNet;

public class SavingTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void A_loaded_model_scores_the_same()
    {
        var data = Flowers.View(_context, 150, 1);
        var model = Flowers.Pipeline(_context, 5).Fit(data);

        var loaded = Reload(model, data.Schema);

        Assert.Equal(Scores(model, data), Scores(loaded, data));
        Assert.Equal(model.Transform(data).GetColumn<string>("PredictedKind"), loaded.Transform(data).GetColumn<string>("PredictedKind"));
        var metrics = _context.MulticlassClassification.Evaluate(loaded.Transform(data));
        Assert.Equal(_context.MulticlassClassification.Evaluate(model.Transform(data)).LogLoss, metrics.LogLoss);
        Assert.Equal(_context.MulticlassClassification.Evaluate(model.Transform(data)).ConfusionMatrix.Counts, metrics.ConfusionMatrix.Counts);
    }

    [Fact]
    public void Loaded_models_of_every_task_score_the_same_in_another_process()
    {
        var folder = Directory.CreateTempSubdirectory("interop-mlnet");
        try
        {
            var models = Data(_context).Select(task => (task.Name, task.View, Model: Trainer(task.Name).Fit(task.View))).ToArray();
            foreach (var (name, view, model) in models)
            {
                _context.Model.Save(model, view.Schema, Path.Combine(folder.FullName, $"{name}.zip"));
            }

            ChildProcess.Run($"{typeof(SavingTests).FullName}.{nameof(Child_scores_every_task)}", folder.FullName);

            foreach (var (name, view, model) in models)
            {
                string[] expected = [.. Lines(model.Transform(view))];
                Assert.Equal(100, expected.Length);
                Assert.Equal(expected, File.ReadAllLines(Path.Combine(folder.FullName, $"{name}.txt")));
            }

            Assert.Equal(
                Scores(models[0].Model, models[0].View).Select(score => score.ToString("R", CultureInfo.InvariantCulture)), File.ReadAllLines(Path.Combine(folder.FullName, "engine.txt")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact(Explicit = true)]
    public void Child_scores_every_task()
    {
        // Nothing is registered here: ML.NET finds the library by what the file says.
        var folder = ChildProcess.Arguments[0];
        var context = new MLContext();
        foreach (var (name, view) in Data(context))
        {
            File.WriteAllLines(Path.Combine(folder, $"{name}.txt"), Lines(context.Model.Load(Path.Combine(folder, $"{name}.zip"), out _).Transform(view)));
        }

        using var engine = context.Model.CreatePredictionEngine<Flowers.Flower, Flowers.Answer>(context.Model.Load(Path.Combine(folder, "Classes.zip"), out _));
        File.WriteAllLines(
            Path.Combine(folder, "engine.txt"),
            Flowers.Rows(100, 1).SelectMany(row => engine.Predict(row).Score.ToArray()).Select(score => score.ToString("R", CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(DataKind.Byte)]
    [InlineData(DataKind.UInt16)]
    [InlineData(DataKind.UInt32)]
    [InlineData(DataKind.UInt64)]
    public void Keys_of_every_type_are_saved(DataKind kind)
    {
        var view = Flowers.View(_context, 100, 1);
        var data = Flowers.Preparation(_context).Append(_context.Transforms.Conversion.ConvertType("Label", outputKind: kind)).Fit(view).Transform(view);
        var model = Flowers.Trainer(_context, 3).Append(_context.Transforms.Conversion.MapKeyToValue("PredictedKind", "PredictedLabel")).Fit(data);

        var type = model.Transform(data).Schema["PredictedLabel"].Type;

        Assert.Equal(type, Reload(model, data.Schema).Transform(data).Schema["PredictedLabel"].Type);
        Assert.Equal(type, _context.Model.RestoreNetworks(_context, Reload(model, data.Schema)).Transform(data).Schema["PredictedLabel"].Type);
        AssertSame<string>(model, data, "PredictedKind");
    }

    [Fact]
    public void A_loaded_model_serves_prediction_engines_which_follow_a_new_file()
    {
        // What PredictionEnginePool does: a model from a file, an engine for each thread, and another model once the file changes.
        var folder = Directory.CreateTempSubdirectory("interop-mlnet");
        try
        {
            var rows = Flowers.Rows(50, 2);
            var data = _context.Data.LoadFromEnumerable(rows);
            var file = Path.Combine(folder.FullName, "model.zip");
            foreach (var epochs in new[] { 1, 6 })
            {
                var model = Flowers.Pipeline(_context, epochs).Fit(data);
                _context.Model.Save(model, data.Schema, file);
                var pool = new MLContext().Model.Load(file, out _);
                var expected = Scores(model, data).Chunk(3).ToArray();

                Parallel.For(0, 4, _ =>
                {
                    using var engine = new MLContext().Model.CreatePredictionEngine<Flowers.Flower, Flowers.Answer>(pool, new PredictionEngineOptions { OwnsTransformer = false });
                    for (var i = 0; i < rows.Length; i++)
                    {
                        Assert.Equal(expected[i], engine.Predict(rows[i]).Score);
                    }
                });
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_loaded_network_can_be_restored()
    {
        var data = Flowers.View(_context, 150, 1);
        var model = Flowers.Pipeline(_context, 5).Fit(data);

        var restored = _context.Model.RestoreNetworks(_context, Reload(model, data.Schema));

        Assert.Equal(Scores(model, data), Scores(restored, data));
        Assert.Equal(model.Transform(data).GetColumn<string>("PredictedKind"), restored.Transform(data).GetColumn<string>("PredictedKind"));
        string Table(ITransformer transformer) => _context.MulticlassClassification.Evaluate(transformer.Transform(data)).ConfusionMatrix.GetFormattedConfusionTable();
        Assert.Contains("versicolor", Table(model), StringComparison.Ordinal);
        Assert.Equal(Table(model), Table(restored));
        var transformer = ((IEnumerable<ITransformer>)restored).OfType<NeuralNetworkTransformer>().Single();
        Assert.Equal(LearningTask.Multiclass, transformer.Task);
        Assert.Equal("Features", transformer.FeatureColumnName);
        var again = Reload(restored, data.Schema);
        Assert.Equal(Scores(model, data), Scores(again, data));
    }

    [Fact]
    public void Models_without_networks_are_restored_as_they_are()
    {
        var data = Flowers.View(_context, 20, 1);
        ITransformer model = Flowers.Preparation(_context).Fit(data);

        Assert.Same(model, _context.Model.RestoreNetworks(_context, model));
    }

    [Fact]
    public void Key_values_of_another_type_than_text_are_kept()
    {
        var rows = Enumerable.Range(0, 90).Select(i => new NumberRow { Kind = (i % 3) * 2.5f, Features = [i % 3, i % 5] });
        var data = _context.Data.LoadFromEnumerable(rows);
        var model = _context.Transforms.Conversion.MapValueToKey("Label", nameof(NumberRow.Kind))
            .Append(Flowers.Trainer(_context, 3))
            .Append(_context.Transforms.Conversion.MapKeyToValue("Value", "PredictedLabel"))
            .Fit(data);

        var loaded = Reload(model, data.Schema);

        Assert.Equal(model.Transform(data).GetColumn<float>("Value"), loaded.Transform(data).GetColumn<float>("Value"));
    }

    [Fact]
    public void Binary_models_are_saved()
    {
        var data = Tasks.Binary(_context, 100, 1);
        var model = _context.BinaryClassification.Trainers.NeuralNetwork(_context, hiddenSizes: [8], epochs: 2).Fit(data);

        AssertSame<float>(model, data, "Score");
        AssertSame<float>(model, data, "Probability");
        AssertSame<bool>(model, data, "PredictedLabel");
    }

    [Fact]
    public void Regression_models_are_saved()
    {
        var data = Tasks.Regression(_context, 100, 1);
        var model = _context.Regression.Trainers.NeuralNetwork(_context, hiddenSizes: [8], epochs: 2).Fit(data);

        AssertSame<float>(model, data, "Score");
    }

    [Fact]
    public void A_network_of_many_outputs_and_convolutions_is_saved()
    {
        var data = Tasks.Images(_context, 40, 1, classes: 37);
        var model = _context.MulticlassClassification.Trainers.NeuralNetwork(
            _context,
            shape => new Sequential(
                new Reshape(1, 8, 8),
                new Conv2D(4, 3, activation: "relu"),
                new BatchNormalization(),
                new MaxPool2D(2),
                new Flatten(),
                new Dropout(0.1f),
                new Dense(shape.Outputs)),
            epochs: 1).Fit(data);

        AssertSame<float[]>(model, data, "Score");
        AssertSame<uint>(model, data, "PredictedLabel");
    }

    [Fact]
    public void A_layer_of_ones_own_is_saved_by_the_components_of_the_process()
    {
        var before = SavedNetworks.Components;
        var data = Tasks.Binary(_context, 50, 1);
        var model = _context.BinaryClassification.Trainers.NeuralNetwork(_context, shape => new Sequential(new Half(), new Dense(shape.Outputs)), epochs: 1).Fit(data);
        Assert.Contains("Half", Assert.Throws<NotSupportedException>(() => Reload(model, data.Schema)).Message, StringComparison.Ordinal);
        try
        {
            SavedNetworks.Components = new ComponentRegistry().AddLayer<Half>("Half", (_, _) => { }, _ => new Half());

            AssertSame<float>(model, data, "Score");
        }
        finally
        {
            SavedNetworks.Components = before;
        }
    }

    [Fact]
    public void Rows_with_something_missing_have_no_answer_after_loading_either()
    {
        var data = Flowers.Preparation(_context).Fit(Flowers.View(_context, 60, 1)).Transform(Flowers.View(_context, 60, 1));
        var model = Flowers.Trainer(_context, 1).Fit(data);
        var gaps = _context.Data.LoadFromEnumerable([new FeatureRow { Features = [1, float.NaN, 0, 0] }, new FeatureRow { Features = [1, 2, 3, 4] }]);

        foreach (var transformer in new[] { model, Reload(model, data.Schema) })
        {
            var keys = transformer.Transform(gaps).GetColumn<uint>("PredictedLabel").ToArray();
            var scores = transformer.Transform(gaps).GetColumn<float[]>("Score").ToArray();

            Assert.Equal(0u, keys[0]);
            Assert.All(scores[0], score => Assert.True(float.IsNaN(score)));
            Assert.NotEqual(0u, keys[1]);
        }
    }

    private static (string Name, IDataView View)[] Data(MLContext context) =>
    [
        ("Classes", Flowers.View(context, 100, 1)),
        ("Binary", Tasks.Binary(context, 100, 1)),
        ("Number", Tasks.Regression(context, 100, 1)),
        ("Numbers", Tasks.MultiOutput(context, 100, 1)),
        ("Labels", Tasks.MultiLabel(context, 100, 1)),
    ];

    private IEstimator<ITransformer> Trainer(string name) => name switch
    {
        "Classes" => Flowers.Pipeline(_context, 3),
        "Binary" => _context.BinaryClassification.Trainers.NeuralNetwork(_context, epochs: 2),
        "Number" => _context.Regression.Trainers.NeuralNetwork(_context, epochs: 2),
        "Numbers" => _context.MultiOutputRegression.NeuralNetwork(epochs: 2),
        _ => _context.MultiLabelClassification.NeuralNetwork(epochs: 2),
    };

    // All columns that a network adds, a line for each row. Of several columns of a name the last is the one that is seen.
    private static IEnumerable<string> Lines(IDataView scored) => scored.Preview(1000).RowView.Select(row => string.Join(
        ' ',
        new[] { "PredictedLabel", "Score", "Probability" }.Select(name => row.Values.LastOrDefault(value => value.Key == name).Value switch
        {
            VBuffer<float> vector => string.Join(' ', vector.DenseValues().Select(number => number.ToString("R", CultureInfo.InvariantCulture))),
            VBuffer<bool> vector => string.Join(' ', vector.DenseValues()),
            var single => string.Create(CultureInfo.InvariantCulture, $"{single}"),
        })));

    private static float[] Scores(ITransformer model, IDataView data) => [.. model.Transform(data).GetColumn<float[]>("Score").SelectMany(score => score)];

    private void AssertSame<T>(ITransformer model, IDataView data, string column)
    {
        var loaded = Reload(model, data.Schema);
        var expected = model.Transform(data).GetColumn<T>(column).ToArray();
        Assert.Equal(expected, loaded.Transform(data).GetColumn<T>(column));
        Assert.Equal(expected, _context.Model.RestoreNetworks(_context, loaded).Transform(data).GetColumn<T>(column));
    }

    private ITransformer Reload(ITransformer model, DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        _context.Model.Save(model, schema, stream);
        stream.Position = 0;
        return new MLContext().Model.Load(stream, out _);
    }

    private sealed class NumberRow
    {
        public float Kind { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class FeatureRow
    {
        [VectorType(4)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Half : Layer
    {
        public override Shape OutputShape(IReadOnlyList<Shape> inputs) => SingleInput(inputs);

        public override void Forward(LayerContext context)
        {
            for (var i = 0; i < context.Output.Length; i++)
            {
                context.Output[i] = context.Input()[i] / 2;
            }
        }

        public override void Backward(LayerContext context)
        {
            for (var i = 0; context.NeedsInputGradient() && i < context.OutputGradient.Length; i++)
            {
                context.InputGradient()[i] = context.OutputGradient[i] / 2;
            }
        }
    }
}
