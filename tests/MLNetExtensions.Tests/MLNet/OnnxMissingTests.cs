using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.Tests.MLNet;

/// <summary>A row with a NaN among its features has NaN scores and no answer in a converted pipeline too, wherever it stands.</summary>
public class OnnxMissingTests
{
    private const int Rows = 60;

    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(null)]
    [InlineData("softmax")]
    [InlineData("log_softmax")]
    public void Classes_have_NaN_scores_the_missing_key_and_its_value(string? end)
    {
        var model = Flowers.Preparation(_context)
            .Append(_context.MulticlassClassification.Trainers.NeuralNetwork(_context, shape => Network(shape, end), epochs: 2))
            .Append(_context.Transforms.Conversion.MapKeyToValue("PredictedKind", "PredictedLabel"))
            .Fit(Flowers.View(_context, Rows, 1));
        var rows = Flowers.Rows(Rows, 2);
        for (var i = 1; i < Rows; i += 5)
        {
            (rows[i].A, rows[i].D) = i % 2 == 0 ? (float.NaN, rows[i].D) : (rows[i].A, float.NaN);
        }

        var data = _context.Data.LoadFromEnumerable(rows);
        Assert.Equal(12, model.Transform(data).GetColumn<uint>("PredictedLabel").Count(key => key == 0));
        Convert(model, data, ["Score", "PredictedLabel", "PredictedKind"]);
    }

    [Fact]
    public void The_missing_key_of_numbers_has_the_value_NaN()
    {
        var points = Tasks.RegressionRows(Rows, 1);
        for (var i = 0; i < Rows; i++)
        {
            points[i].Label = i % 3 * 2.5f;
        }

        var data = _context.Data.LoadFromEnumerable(points);
        var model = _context.Transforms.Conversion.MapValueToKey("Label")
            .Append(Trainer(LearningTask.Multiclass, null))
            .Append(_context.Transforms.Conversion.MapKeyToValue("Value", "PredictedLabel"))
            .Fit(data);

        Convert(model, WithGaps(data), ["Score", "PredictedLabel", "Value"]);
    }

    [Theory]
    [InlineData(DataKind.Byte)]
    [InlineData(DataKind.UInt16)]
    [InlineData(DataKind.UInt64)]
    public void Keys_of_every_type_are_0(DataKind kind)
    {
        var data = Images(hasGaps: false);
        var model = Trainer(LearningTask.Multiclass, null).Fit(_context.Transforms.Conversion.ConvertType("Label", outputKind: kind).Fit(data).Transform(data));

        Convert(model, Images(hasGaps: true), ["Score", "PredictedLabel"]);
    }

    [Theory]
    [InlineData(LearningTask.Binary, null)]
    [InlineData(LearningTask.Binary, "sigmoid")]
    [InlineData(LearningTask.Regression, null)]
    [InlineData(LearningTask.MultiOutputRegression, null)]
    [InlineData(LearningTask.MultiLabel, null)]
    [InlineData(LearningTask.MultiLabel, "sigmoid")]
    public void Other_tasks_have_NaN_scores_and_probabilities(LearningTask task, string? end)
    {
        var data = task switch
        {
            LearningTask.Binary => Tasks.Binary(_context, Rows, 1),
            LearningTask.Regression => Tasks.Regression(_context, Rows, 1),
            LearningTask.MultiOutputRegression => Tasks.MultiOutput(_context, Rows, 1),
            _ => Tasks.MultiLabel(_context, Rows, 1),
        };
        var gaps = WithGaps(data);
        string[] columns = task is LearningTask.Binary or LearningTask.MultiLabel ? ["Score", "Probability", "PredictedLabel"] : ["Score"];

        Convert(Trainer(task, end).Fit(data), gaps, columns);
    }

    [Fact]
    public void Outputs_of_three_dimensions_are_NaN_for_the_row_and_for_no_other()
    {
        var network = new Sequential(new Conv2D(2, 3, activation: "relu"));
        network.Build(new Shape(1, 8, 8));

        Convert(_context.Transforms.ApplyNetwork(_context, network, "Score").Fit(Images(hasGaps: false)), Images(hasGaps: true), ["Score"]);
    }

    private static Sequential Network(NetworkShape shape, string? end) =>
        new(new Flatten(), new Dense(8, activation: "relu"), end is null ? new Dense(shape.Outputs) : new Dense(shape.Outputs, activation: end));

    private NeuralNetworkTrainer Trainer(LearningTask task, string? end) => task switch
    {
        LearningTask.Multiclass => _context.MulticlassClassification.Trainers.NeuralNetwork(_context, shape => Network(shape, end), epochs: 1),
        LearningTask.Binary => _context.BinaryClassification.Trainers.NeuralNetwork(_context, shape => Network(shape, end), epochs: 1),
        LearningTask.Regression => _context.Regression.Trainers.NeuralNetwork(_context, shape => Network(shape, end), epochs: 1),
        LearningTask.MultiOutputRegression => _context.MultiOutputRegression.NeuralNetwork(shape => Network(shape, end), epochs: 1),
        _ => _context.MultiLabelClassification.NeuralNetwork(shape => Network(shape, end), epochs: 1),
    };

    // Every fourth row has a NaN.
    private IDataView WithGaps(IDataView data) => _context.Data.LoadFromEnumerable(
        data.GetColumn<float[]>("Features").Select((features, i) => new PointRow { Features = i % 4 == 1 ? [features[0], float.NaN] : features }).ToArray());

    private IDataView Images(bool hasGaps)
    {
        var definition = SchemaDefinition.Create(typeof(Tasks.ImageRow));
        definition["Label"].ColumnType = new KeyDataViewType(typeof(uint), 5);
        Tasks.ImageRow[] rows =
        [
            .. Enumerable.Range(0, Rows).Select(i => new Tasks.ImageRow
            {
                Features = [.. Enumerable.Range(0, 64).Select(pixel => hasGaps && i % 4 == 1 && pixel == i ? float.NaN : (pixel * (i + 3) % 17) / 17f)],
                Label = (uint)(i % 5),
            }),
        ];
        return _context.Data.LoadFromEnumerable(rows, definition);
    }

    private void Convert(ITransformer model, IDataView data, string[] columns)
    {
        using var stream = new MemoryStream();
        _context.Model.ConvertPipelineToOnnx(model, data, stream, columns, verifyRows: 0);

        Assert.Equal(columns.Order(StringComparer.Ordinal), OnnxRun.AssertSame(stream.ToArray(), model, data).Order(StringComparer.Ordinal));
        Assert.Contains(model.Transform(data).Schema["Score"].Type is VectorDataViewType
            ? model.Transform(data).GetColumn<float[]>("Score").SelectMany(score => score)
            : model.Transform(data).GetColumn<float>("Score"), float.IsNaN);

        // The library's own verification agrees.
        _context.Model.ConvertPipelineToOnnx(model, data, stream, columns, verifyRows: Rows);
    }

    // The label is what the steps before a trainer read; what is converted does not need it.
    private sealed class PointRow
    {
        public float Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
