using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace Interop.MLNetExtensions.Tests.MLNet;

/// <summary>Columns of other names than ML.NET's usual ones give the same networks, scores and models.</summary>
public class ColumnNameTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Label_features_and_weights_may_have_any_name()
    {
        var rows = Tasks.BinaryRows(120, 1);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i].Weight = 0.1f + (i % 4);
        }

        var usual = _context.Data.LoadFromEnumerable(rows);
        var data = _context.Data.LoadFromEnumerable(rows.Select(row => new Row { X = row.Features, Target = row.Label, Importance = row.Weight }).ToArray());
        NeuralNetworkOptions Options() => new() { HiddenSizes = [8], Epochs = 20, LearningRate = 0.02f, Seed = 3 };
        var named = Options();
        (named.LabelColumnName, named.FeatureColumnName, named.ExampleWeightColumnName) = ("Target", "X", "Importance");
        var weighted = Options();
        weighted.ExampleWeightColumnName = "Weight";
        float[] Train(NeuralNetworkOptions options, IDataView view) => Scores(_context.BinaryClassification.Trainers.NeuralNetwork(_context, options).Fit(view).Transform(view));

        var model = _context.BinaryClassification.Trainers.NeuralNetwork(_context, named).Fit(data);
        var scores = Scores(model.Transform(data));

        Assert.Equal(Train(weighted, usual), scores);
        Assert.NotEqual(Train(Options(), usual), scores);
        Assert.Equal("X", model.FeatureColumnName);
        Assert.Equal(
            rows.Zip(scores, (row, score) => row.Label == (score > 0) ? 1.0 : 0).Average(),
            _context.BinaryClassification.Evaluate(model.Transform(data), labelColumnName: "Target").Accuracy,
            1e-9);
        AssertSavedAndConverted(model, data);
    }

    [Fact]
    public void Names_are_arguments_of_every_task()
    {
        string[] names = ["Target", "X"];
        var inputs = new (Func<string, string, NeuralNetworkTrainer> Trainer, IDataView View)[]
        {
            ((label, features) => _context.MulticlassClassification.Trainers.NeuralNetwork(_context, label, features, epochs: 1), Tasks.Images(_context, 40, 1, classes: 3)),
            ((label, features) => _context.BinaryClassification.Trainers.NeuralNetwork(_context, label, features, epochs: 1), Tasks.Binary(_context, 40, 1)),
            ((label, features) => _context.Regression.Trainers.NeuralNetwork(_context, label, features, epochs: 1), Tasks.Regression(_context, 40, 1)),
            ((label, features) => _context.MultiOutputRegression.NeuralNetwork(label, features, epochs: 1), Tasks.MultiOutput(_context, 40, 1)),
            ((label, features) => _context.MultiLabelClassification.NeuralNetwork(label, features, epochs: 1), Tasks.MultiLabel(_context, 40, 1)),
        };
        foreach (var (create, view) in inputs)
        {
            var renaming = _context.Transforms.CopyColumns("Target", "Label").Append(_context.Transforms.CopyColumns("X", "Features"))
                .Append(_context.Transforms.SelectColumns(names));
            var data = renaming.Fit(view).Transform(view);

            var model = create("Target", "X").Fit(data);

            Assert.Equal("X", model.FeatureColumnName);
            AssertSavedAndConverted(model, data);
        }
    }

    private static float[] Scores(IDataView scored) => scored.Schema["Score"].Type is VectorDataViewType
        ? [.. scored.GetColumn<float[]>("Score").SelectMany(score => score)]
        : [.. scored.GetColumn<float>("Score")];

    private void AssertSavedAndConverted(ITransformer model, IDataView data)
    {
        var scores = Scores(model.Transform(data));
        using var file = new MemoryStream();
        _context.Model.Save(model, data.Schema, file);
        var loaded = new MLContext().Model.Load(new MemoryStream(file.ToArray()), out _);
        Assert.Equal(scores, Scores(loaded.Transform(data)));
        Assert.Equal(scores, Scores(_context.Model.RestoreNetworks(_context, loaded).Transform(data)));

        using var onnx = new MemoryStream();
        _context.Model.ConvertPipelineToOnnx(model, data, onnx, ["Score"]);
        using var session = new InferenceSession(onnx.ToArray());
        Assert.Equal(["X"], session.InputMetadata.Keys);
        Assert.Equal(["Score"], OnnxRun.AssertSame(onnx.ToArray(), model, data));
    }

    private sealed class Row
    {
        [VectorType(2)]
        public float[] X { get; set; } = [];

        public bool Target { get; set; }

        public float Importance { get; set; }
    }
}
