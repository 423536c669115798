using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.OnnxBridge;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Microsoft.ML.Transforms;

namespace Interop.MLNetExtensions.Tests.MLNet;

/// <summary>Each conversion runs the model in ONNX Runtime on all rows and compares every column within 1e-5.</summary>
public class OnnxPipelineTests
{
    private const int Rows = 200;

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Concatenation_and_mean_variance_normalization_with_key_names() => Convert(Flowers.Pipeline(_context, 3), Flowers.View(_context, Rows, 1));

    [Fact]
    public void Min_max_normalization_and_binary_classification() => Convert(
        _context.Transforms.NormalizeMinMax("Features").Append(_context.BinaryClassification.Trainers.NeuralNetwork(_context, hiddenSizes: [8], epochs: 3)),
        Tasks.Binary(_context, Rows, 1));

    [Fact]
    public void One_hot_encoding_and_regression() => Convert(
        _context.Transforms.Categorical.OneHotEncoding("Kinds", nameof(Flowers.Flower.Kind))
            .Append(_context.Transforms.Concatenate("Features", "Kinds", nameof(Flowers.Flower.A), nameof(Flowers.Flower.B)))
            .Append(_context.Transforms.CopyColumns("Label", nameof(Flowers.Flower.C)))
            .Append(_context.Regression.Trainers.NeuralNetwork(_context, hiddenSizes: [8], epochs: 3)),
        Flowers.View(_context, Rows, 1));

    [Fact]
    public void Missing_value_replacement()
    {
        var rows = Flowers.Rows(Rows, 1);
        for (var i = 0; i < rows.Length; i += 7)
        {
            rows[i].A = float.NaN;
        }

        Convert(
            _context.Transforms.Conversion.MapValueToKey("Label", nameof(Flowers.Flower.Kind))
                .Append(_context.Transforms.Concatenate("Features", nameof(Flowers.Flower.A), nameof(Flowers.Flower.C)))
                .Append(_context.Transforms.ReplaceMissingValues("Features", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean))
                .Append(_context.Transforms.NormalizeLpNorm("Features"))
                .Append(Flowers.Trainer(_context, 3)),
            _context.Data.LoadFromEnumerable(rows));
    }

    [Fact]
    public void Text_as_words() => Convert(
        _context.Transforms.Text.NormalizeText("Text", nameof(TextRow.Text))
            .Append(_context.Transforms.Text.TokenizeIntoWords("Words", "Text"))
            .Append(_context.Transforms.Conversion.MapValueToKey("Words"))
            .Append(_context.Transforms.Text.ProduceNgrams("Features", "Words", ngramLength: 1, useAllLengths: false))
            .Append(_context.BinaryClassification.Trainers.NeuralNetwork(_context, hiddenSizes: [8], epochs: 3)),
        TextRow.View(_context, Rows));

    [Fact]
    public void Several_outputs_of_a_network_of_ones_own() => Convert(
        _context.Transforms.NormalizeMeanVariance("Features").Append(_context.MultiOutputRegression.NeuralNetwork(hiddenSizes: [8], epochs: 3)),
        Tasks.MultiOutput(_context, Rows, 1));

    [Fact]
    public void Several_labels() => Convert(
        _context.Transforms.NormalizeMeanVariance("Features").Append(_context.MultiLabelClassification.NeuralNetwork(hiddenSizes: [8], epochs: 3)),
        Tasks.MultiLabel(_context, Rows, 1));

    [Fact]
    public void Two_networks_with_a_step_between_them()
    {
        var data = Flowers.View(_context, Rows, 1);
        var network = new Sequential(new Dense(3, activation: "tanh"), new BatchNormalization());
        network.Build(4);

        Convert(
            Flowers.Preparation(_context)
                .Append(_context.Transforms.ApplyNetwork(_context, network, "Hidden", "Features"))
                .Append(_context.Transforms.Concatenate("Features", "Features", "Hidden"))
                .Append(Flowers.Trainer(_context, 3))
                .Append(_context.Transforms.Conversion.MapKeyToValue("PredictedKind", "PredictedLabel")),
            data);
    }

    [Fact]
    public void Convolutions_on_images_and_probabilities()
    {
        var trainer = _context.MulticlassClassification.Trainers.NeuralNetwork(
            _context,
            shape => new Sequential(new Conv2D(4, 3, activation: "relu"), new MaxPool2D(2), new Flatten(), new Dense(shape.Outputs, activation: "log_softmax")),
            epochs: 1);

        Convert(trainer, Tasks.Images(_context, Rows, 1, classes: 5));
    }

    [Fact]
    public void A_sigmoid_at_the_end_gives_the_same_scores()
    {
        var trainer = _context.BinaryClassification.Trainers.NeuralNetwork(
            _context, shape => new Sequential(new Dense(8, activation: "relu"), new Dense(shape.Outputs, activation: "sigmoid")), epochs: 3);

        Convert(_context.Transforms.NormalizeMinMax("Features").Append(trainer), Tasks.Binary(_context, Rows, 1));
    }

    [Fact]
    public void A_loaded_pipeline_is_converted_too()
    {
        var data = Flowers.View(_context, 100, 1);
        using var stream = new MemoryStream();
        _context.Model.Save(Flowers.Pipeline(_context, 2).Fit(data), data.Schema, stream);
        var loaded = new MLContext().Model.Load(new MemoryStream(stream.ToArray()), out _);

        using var onnx = new MemoryStream();
        _context.Model.ConvertPipelineToOnnx(loaded, data, onnx);

        Assert.NotEqual(0, onnx.Length);
    }

    [Fact]
    public void With_named_outputs_the_label_is_no_input()
    {
        var data = Flowers.View(_context, 100, 1);
        using var onnx = new MemoryStream();

        _context.Model.ConvertPipelineToOnnx(Flowers.Pipeline(_context, 2).Fit(data), data, onnx, ["Score", "PredictedKind"]);

        using var session = new InferenceSession(onnx.ToArray());
        Assert.Equal(["A", "B", "C", "D"], session.InputMetadata.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["PredictedKind.output", "Score.output"], session.OutputMetadata.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_run_of_the_tests_own_in_ONNX_Runtime_gives_the_scores_of_every_row()
    {
        var rows = Flowers.Rows(Rows, 1);
        var data = _context.Data.LoadFromEnumerable(rows);
        var model = Flowers.Pipeline(_context, 3).Fit(data);
        using var onnx = new MemoryStream();
        _context.Model.ConvertPipelineToOnnx(model, data, onnx, ["Score", "PredictedKind"], verifyRows: 0);

        using var session = new InferenceSession(onnx.ToArray());
        NamedOnnxValue Column(string name, Func<Flowers.Flower, float> read) =>
            NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(rows.Select(read).ToArray(), [Rows, 1]));
        using var results = session.Run([Column("A", row => row.A), Column("B", row => row.B), Column("C", row => row.C), Column("D", row => row.D)]);

        var scored = model.Transform(data);
        Assert.Equal(
            scored.GetColumn<float[]>("Score").SelectMany(score => score), results.Single(result => result.Name == "Score.output").AsEnumerable<float>(), (a, b) => Math.Abs(a - b) <= 1e-5);
        Assert.Equal(scored.GetColumn<string>("PredictedKind"), results.Single(result => result.Name == "PredictedKind.output").AsEnumerable<string>());
    }

    [Fact]
    public void MLNets_own_conversion_is_refused()
    {
        var data = Flowers.View(_context, 60, 1);
        var model = Flowers.Pipeline(_context, 1).Fit(data);

        var error = Assert.Throws<NotSupportedException>(() => _context.Model.ConvertToOnnx(model, data, Stream.Null));

        Assert.Contains("ConvertPipelineToOnnx", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MLNets_own_conversion_of_a_loaded_model_is_refused_by_MLNet()
    {
        var data = Flowers.View(_context, 60, 1);
        using var stream = new MemoryStream();
        _context.Model.Save(Flowers.Pipeline(_context, 1).Fit(data), data.Schema, stream);
        var loaded = _context.Model.Load(new MemoryStream(stream.ToArray()), out _);

        Assert.Throws<InvalidOperationException>(() => _context.Model.ConvertToOnnx(loaded, data, Stream.Null));
    }

    [Fact]
    public void A_step_that_cannot_be_converted_is_named()
    {
        var data = Tasks.Binary(_context, 60, 1);
        var pipeline = _context.Transforms.CustomMapping<Tasks.BinaryRow, Doubled>((row, doubled) => doubled.Features = [row.Features[0] * 2, row.Features[1]], null)
            .Append(_context.BinaryClassification.Trainers.NeuralNetwork(_context, epochs: 1));

        var error = Assert.Throws<OnnxExportException>(() => _context.Model.ConvertPipelineToOnnx(pipeline.Fit(data), data, Stream.Null));

        Assert.True(
            error.Message.Contains("CustomMapping", StringComparison.Ordinal) || error.Message.Contains("differs", StringComparison.Ordinal), error.Message);
    }

    private void Convert(IEstimator<ITransformer> pipeline, IDataView data)
    {
        var model = pipeline.Fit(data);
        using var stream = new MemoryStream();

        _context.Model.ConvertPipelineToOnnx(model, data, stream, verifyRows: Rows);

        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(stream.ToArray(), options);
        Assert.Contains(session.OutputMetadata.Keys, name => name is "Score.output");
    }

    private sealed class Doubled
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
