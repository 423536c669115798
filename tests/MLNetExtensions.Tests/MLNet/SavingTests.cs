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
    }

    [Fact]
    public void A_loaded_model_scores_the_same_in_another_process()
    {
        var folder = Directory.CreateTempSubdirectory("interop-mlnet");
        try
        {
            var data = Flowers.View(_context, 150, 1);
            var model = Flowers.Pipeline(_context, 5).Fit(data);
            var file = Path.Combine(folder.FullName, "model.zip");
            _context.Model.Save(model, data.Schema, file);

            var scores = Path.Combine(folder.FullName, "scores.txt");

            ChildProcess.Run($"{typeof(SavingTests).FullName}.{nameof(Child_scores_flowers)}", file, scores);

            Assert.Equal(Scores(model, data).Select(score => score.ToString("R", CultureInfo.InvariantCulture)), File.ReadAllLines(scores));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact(Explicit = true)]
    public void Child_scores_flowers()
    {
        // Nothing is registered here: ML.NET finds the library by what the file says.
        var model = new MLContext().Model.Load(ChildProcess.Arguments[0], out _);
        File.WriteAllLines(
            ChildProcess.Arguments[1], Scores(model, Flowers.View(_context, 150, 1)).Select(score => score.ToString("R", CultureInfo.InvariantCulture)));
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
