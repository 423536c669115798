using Google.Protobuf;
using Interop.MLNetExtensions.MLNet.Onnx;
using Interop.OnnxBridge;
using Interop.OnnxBridge.Proto;
using Microsoft.ML;

namespace Interop.MLNetExtensions.Tests.MLNet;

/// <summary>A converted pipeline that is not the pipeline is refused, however small the difference.</summary>
public class PipelineVerificationTests
{
    private const int Rows = 100;

    private readonly MLContext _context = new(seed: 1);
    private readonly IDataView _data;
    private readonly ITransformer _model;
    private readonly ModelProto _onnx;

    public PipelineVerificationTests()
    {
        _data = Flowers.View(_context, Rows, 1);
        _model = Flowers.Pipeline(_context, 2).Fit(_data);
        using var stream = new MemoryStream();
        _context.Model.ConvertPipelineToOnnx(_model, _data, stream, verifyRows: 0);
        _onnx = ModelProto.Parser.ParseFrom(stream.ToArray());
    }

    [Fact]
    public void The_model_itself_is_taken() => Verify();

    [Fact]
    public void Any_weight_of_the_network_that_is_changed_is_noticed()
    {
        var weights = _onnx.Graph.Initializer.Where(constant => constant.Dims.Count == 2 && constant.DataType == (int)TensorProto.Types.DataType.Float).ToArray();
        Assert.Equal([4L * 16, 16L * 3], weights.Select(constant => constant.Dims[0] * constant.Dims[1]));
        foreach (var constant in weights)
        {
            var original = constant.Clone();
            var bytes = constant.RawData.ToByteArray();
            BitConverter.TryWriteBytes(bytes, BitConverter.ToSingle(bytes) + 0.01f);
            constant.RawData = ByteString.CopyFrom(bytes);

            Assert.StartsWith("The converted pipeline differs: column 'Score', row ", Refusal(), StringComparison.Ordinal);

            constant.RawData = original.RawData;
            Verify();
        }
    }

    [Fact]
    public void A_step_before_the_network_that_is_changed_is_noticed()
    {
        _onnx.Graph.Node.Single(node => node.OpType == "Scaler").Attribute.Single(attribute => attribute.Name == "scale").Floats[2] *= 1.01f;

        Assert.StartsWith("The converted pipeline differs: column 'Features', row 0, is ", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_one_too_large_is_noticed()
    {
        _onnx.Graph.Initializer.Single(constant => constant.Int64Data.SequenceEqual([1L]) && IsAdded(constant.Name)).Int64Data[0] = 2;

        Assert.Contains("column 'PredictedLabel', row 0, is ", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_another_spelling_is_noticed()
    {
        foreach (var attribute in _onnx.Graph.Node.Where(node => node.OpType == "LabelEncoder").SelectMany(node => node.Attribute).Where(each => each.Name == "values_strings"))
        {
            for (var i = 0; i < attribute.Strings.Count; i++)
            {
                attribute.Strings[i] = ByteString.CopyFromUtf8($"{attribute.Strings[i].ToStringUtf8()}.");
            }
        }

        Assert.Contains("column 'PredictedKind', row 0, is ", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_with_more_elements_is_noticed_though_the_first_are_right()
    {
        var node = Output("Score");
        node.OpType = "Concat";
        node.Input.Add(node.Input[0]);
        node.Attribute.Add(new AttributeProto { Name = "axis", Type = AttributeProto.Types.AttributeType.Int, I = 0 });

        Assert.Contains("column 'Score', row 0, has 3 values in ML.NET and 6 in ONNX Runtime", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_with_fewer_elements_is_noticed_though_they_are_right()
    {
        var node = Output("Score");
        _onnx.Graph.Initializer.Add(new TensorProto { Name = "first", DataType = (int)TensorProto.Types.DataType.Int64, Dims = { 1 }, Int64Data = { 0 } });
        node.OpType = "Gather";
        node.Input.Add("first");
        node.Attribute.Add(new AttributeProto { Name = "axis", Type = AttributeProto.Types.AttributeType.Int, I = 1 });

        Assert.Contains("column 'Score', row 0, has 3 values in ML.NET and 1 in ONNX Runtime", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_ONNX_Runtime_does_not_take_is_refused_with_its_reason()
    {
        Output("Score").OpType = "NoSuchOperator";

        Assert.StartsWith("ONNX Runtime does not run the converted pipeline: ", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_row_there_is_no_verification_and_nothing_is_written()
    {
        var none = _context.Data.LoadFromEnumerable(Array.Empty<Flowers.Flower>());
        using var stream = new MemoryStream();

        var error = Assert.Throws<OnnxExportException>(() => _context.Model.ConvertPipelineToOnnx(_model, none, stream));

        Assert.Contains("the data has no rows", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);
        _context.Model.ConvertPipelineToOnnx(_model, none, stream, verifyRows: 0);
        OnnxRun.AssertSame(stream.ToArray(), _model, _data);
    }

    private NodeProto Output(string column) => _onnx.Graph.Node.Single(node => node.Output.Contains($"{column}.output"));

    private bool IsAdded(string constant) => _onnx.Graph.Node.Any(node => node.OpType == "Add" && node.Input.Contains(constant));

    private void Verify() => PipelineVerification.Run(_onnx.ToByteArray(), _model, _data, Rows);

    private string Refusal() => Assert.Throws<OnnxExportException>(Verify).Message;
}
