using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.OnnxBridge;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Text;

namespace Interop.MLNetExtensions.Tests.MLNet;

/// <summary>Each converted pipeline is run in ONNX Runtime on all rows, and every column compared with the pipeline's own within 1e-5.</summary>
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
        _context.Transforms.Text.TokenizeIntoWords("Words", nameof(TextRow.Text))
            .Append(_context.Transforms.Conversion.MapValueToKey("Words"))
            .Append(_context.Transforms.Text.ProduceNgrams("Features", "Words", ngramLength: 1, useAllLengths: false))
            .Append(_context.BinaryClassification.Trainers.NeuralNetwork(_context, hiddenSizes: [8], epochs: 3)),
        TextRow.View(_context, Rows),
        oneByOne: true);

    [Fact]
    public void FeaturizeText_that_keeps_everything()
    {
        try
        {
            Convert(
                FeaturizeText(keepsAll: true).Append(_context.BinaryClassification.Trainers.NeuralNetwork(_context, hiddenSizes: [8], epochs: 3)),
                TextRow.View(_context, Rows),
                oneByOne: true);
        }
        catch (OnnxExportException error) when (error.Message.Contains("Failed to construct locale with name:en_US.UTF-8", StringComparison.Ordinal))
        {
            Assert.Skip("ONNX Runtime needs the locale en_US.UTF-8 for text in lower case, which this machine does not have.");
        }
    }

    [Fact]
    public void FeaturizeText_that_drops_something_is_named()
    {
        var data = TextRow.View(_context, 60);
        var model = FeaturizeText(keepsAll: false).Append(_context.BinaryClassification.Trainers.NeuralNetwork(_context, epochs: 1)).Fit(data);

        var error = Assert.Throws<OnnxExportException>(() => _context.Model.ConvertPipelineToOnnx(model, data, Stream.Null));

        Assert.StartsWith("ML.NET cannot convert the step TextFeaturizingEstimator.Transformer to ONNX: ", error.Message, StringComparison.Ordinal);
    }

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

        string[] added = ["Score", "PredictedLabel", "PredictedKind"];
        Assert.Superset(added.ToHashSet(), Visible(loaded, data).ToHashSet());
        Assert.Equal(Visible(loaded, data), OnnxRun.AssertSame(onnx.ToArray(), loaded, data).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void With_named_outputs_the_label_is_no_input()
    {
        var data = Flowers.View(_context, 100, 1);
        using var onnx = new MemoryStream();

        var model = Flowers.Pipeline(_context, 2).Fit(data);
        _context.Model.ConvertPipelineToOnnx(model, data, onnx, ["Score", "PredictedKind"]);

        using var session = new InferenceSession(onnx.ToArray());
        Assert.Equal(["A", "B", "C", "D"], session.InputMetadata.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["PredictedKind", "Score"], OnnxRun.AssertSame(onnx.ToArray(), model, data).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void MLNets_own_conversion_is_refused()
    {
        var data = Flowers.View(_context, 60, 1);
        var model = Flowers.Pipeline(_context, 1).Fit(data);

        var error = Assert.Throws<NotSupportedException>(() => _context.Model.ConvertToOnnx(model, data, Stream.Null));

        Assert.Contains("ConvertPipelineToOnnx", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LearningTask.Multiclass)]
    [InlineData(LearningTask.Binary)]
    [InlineData(LearningTask.Regression)]
    [InlineData(LearningTask.MultiOutputRegression)]
    [InlineData(LearningTask.MultiLabel)]
    [InlineData(null)]
    public void MLNets_own_conversion_of_a_loaded_model_is_refused_by_MLNet(LearningTask? task)
    {
        var network = new Sequential(new Dense(2));
        network.Build(2);
        var (trainer, data) = ((IEstimator<ITransformer>, IDataView))(task switch
        {
            LearningTask.Multiclass => (Flowers.Pipeline(_context, 1), Flowers.View(_context, 60, 1)),
            LearningTask.Binary => (_context.BinaryClassification.Trainers.NeuralNetwork(_context, epochs: 1), Tasks.Binary(_context, 60, 1)),
            LearningTask.Regression => (_context.Regression.Trainers.NeuralNetwork(_context, epochs: 1), Tasks.Regression(_context, 60, 1)),
            LearningTask.MultiOutputRegression => (_context.MultiOutputRegression.NeuralNetwork(epochs: 1), Tasks.MultiOutput(_context, 60, 1)),
            LearningTask.MultiLabel => (_context.MultiLabelClassification.NeuralNetwork(epochs: 1), Tasks.MultiLabel(_context, 60, 1)),
            _ => (_context.Transforms.ApplyNetwork(_context, network), Tasks.Binary(_context, 60, 1)),
        });
        using var stream = new MemoryStream();
        _context.Model.Save(trainer.Fit(data), data.Schema, stream);
        var loaded = _context.Model.Load(new MemoryStream(stream.ToArray()), out _);

        var error = Assert.Throws<InvalidOperationException>(() => _context.Model.ConvertToOnnx(loaded, data, Stream.Null));

        Assert.StartsWith("The targeted pipeline can not be fully converted into a well-defined ONNX model", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(0)]
    public void A_step_that_cannot_be_converted_is_named_with_verification_and_without(int verifyRows)
    {
        // It replaces a column, so that ML.NET would take the one before it without a word.
        var mapping = _context.Transforms.CustomMapping<Tasks.BinaryRow, Doubled>((row, doubled) => doubled.Features = [row.Features[0] * 2, row.Features[1]], null);

        AssertRefused(mapping, "ML.NET cannot convert the step CustomMappingTransformer to ONNX: Had to stop walkback of pipeline", verifyRows);
    }

    [Fact]
    public void A_step_of_ML_NETs_own_that_cannot_be_converted_is_named() => AssertRefused(
        _context.Transforms.Expression("Features", "x => x * 2", "Features"), "ML.NET cannot convert the step ExpressionTransformer to ONNX: ", verifyRows: 0);

    [Fact]
    public void A_step_that_can_be_converted_with_other_options_only_is_named()
    {
        // It would drop diacritics, which ONNX has no operator for.
        var data = TextRow.View(_context, 60);
        var model = _context.Transforms.Text.NormalizeText("Text", nameof(TextRow.Text))
            .Append(_context.Transforms.Text.TokenizeIntoWords("Words", "Text"))
            .Append(_context.Transforms.Conversion.MapValueToKey("Words"))
            .Append(_context.Transforms.Text.ProduceNgrams("Features", "Words", ngramLength: 1, useAllLengths: false))
            .Append(_context.BinaryClassification.Trainers.NeuralNetwork(_context, epochs: 1)).Fit(data);

        var error = Assert.Throws<OnnxExportException>(() => _context.Model.ConvertPipelineToOnnx(model, data, Stream.Null));

        Assert.StartsWith("ML.NET cannot convert the step TextNormalizingTransformer to ONNX: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_of_anothers_is_named() => AssertRefused(
        new PassOn(), "ML.NET cannot convert the step OnnxPipelineTests.PassOn to ONNX: ML.NET converts no steps but its own.", verifyRows: 0);

    private IEstimator<ITransformer> FeaturizeText(bool keepsAll) => keepsAll
        ? _context.Transforms.Text.FeaturizeText(
            "Features",
            new TextFeaturizingEstimator.Options { KeepDiacritics = true, KeepPunctuations = true, KeepNumbers = true },
            nameof(TextRow.Text))
        : _context.Transforms.Text.FeaturizeText("Features", nameof(TextRow.Text));

    private void AssertRefused(IEstimator<ITransformer> step, string message, int verifyRows)
    {
        var data = Tasks.Binary(_context, 60, 1);
        var model = _context.Transforms.NormalizeMinMax("Features").Append(step)
            .Append(_context.BinaryClassification.Trainers.NeuralNetwork(_context, epochs: 1)).Fit(data);
        using var stream = new MemoryStream();

        var error = Assert.Throws<OnnxExportException>(() => _context.Model.ConvertPipelineToOnnx(model, data, stream, verifyRows: verifyRows));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);
    }

    private void Convert(IEstimator<ITransformer> pipeline, IDataView data, bool oneByOne = false)
    {
        var model = pipeline.Fit(data);
        using var stream = new MemoryStream();

        _context.Model.ConvertPipelineToOnnx(model, data, stream, verifyRows: Rows);

        Assert.Equal(Visible(model, data), OnnxRun.AssertSame(stream.ToArray(), model, data, oneByOne).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Visible(ITransformer model, IDataView data) =>
        model.Transform(data).Schema.Where(column => !column.IsHidden).Select(column => column.Name).Order(StringComparer.Ordinal);

    private sealed class Doubled
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class PassOn : IEstimator<ITransformer>, ITransformer
    {
        public bool IsRowToRowMapper => false;

        public ITransformer Fit(IDataView input) => this;

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IDataView Transform(IDataView input) => input;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

        public void Save(ModelSaveContext ctx) => throw new NotSupportedException();
    }
}
