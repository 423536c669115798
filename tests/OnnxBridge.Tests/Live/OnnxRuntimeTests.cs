using Google.Protobuf;
using Interop.OnnxBridge.Proto;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Interop.OnnxBridge.Tests.Live;

/// <summary>ONNX Runtime is live in every build, wherever its package comes from; so these tests are never skipped.</summary>
public class OnnxRuntimeTests
{
    /// <summary>
    /// y = x + x over three floats, as the bytes of an ONNX file. Written by hand from the ONNX IR specification, so that
    /// it stands apart from the project's own onnx.proto.
    /// </summary>
    private static readonly byte[] DoublingModel =
    [
        0x08, 8,                                                          // ModelProto.ir_version = 8
        0x3A, 54,                                                         // ModelProto.graph
        0x0A, 14,                                                         //   GraphProto.node
        0x0A, 1, (byte)'x', 0x0A, 1, (byte)'x',                           //     NodeProto.input = x, x
        0x12, 1, (byte)'y',                                               //     NodeProto.output = y
        0x22, 3, (byte)'A', (byte)'d', (byte)'d',                         //     NodeProto.op_type = Add
        0x12, 2, (byte)'x', (byte)'2',                                    //   GraphProto.name = x2
        0x5A, 15, 0x0A, 1, (byte)'x',                                     //   GraphProto.input: ValueInfoProto.name = x
        0x12, 10, 0x0A, 8, 0x08, 1, 0x12, 4, 0x0A, 2, 0x08, 3,            //     TypeProto: tensor of FLOAT, shape [3]
        0x62, 15, 0x0A, 1, (byte)'y',                                     //   GraphProto.output: ValueInfoProto.name = y
        0x12, 10, 0x0A, 8, 0x08, 1, 0x12, 4, 0x0A, 2, 0x08, 3,            //     TypeProto: tensor of FLOAT, shape [3]
        0x42, 4, 0x0A, 0, 0x10, 13,                                       // ModelProto.opset_import: domain "", version 13
    ];

    [Fact]
    public void The_build_says_that_ONNX_Runtime_is_live()
    {
        Assert.True(Backends.OnnxRuntime.IsLive, Backends.OnnxRuntime.Summary);
    }

    [Fact]
    public void The_native_library_is_of_the_packages_version()
    {
        Assert.Equal(Backends.OnnxRuntime.Version, OrtEnv.Instance().GetVersionString());
    }

    [Fact]
    public void A_model_written_by_hand_runs()
    {
        Assert.Equal([2f, -4f, 1e-3f], Run(DoublingModel, [1f, -2f, 5e-4f]));
    }

    [Fact]
    public void The_projects_own_messages_read_and_write_the_same_bytes()
    {
        ModelProto model = ModelProto.Parser.ParseFrom(DoublingModel);

        Assert.Equal(8, model.IrVersion);
        Assert.Equal(13, Assert.Single(model.OpsetImport).Version);
        NodeProto node = Assert.Single(model.Graph.Node);
        Assert.Equal("Add", node.OpType);
        Assert.Equal(["x", "x"], node.Input);
        Assert.Equal(["y"], node.Output);
        TypeProto.Types.Tensor type = Assert.Single(model.Graph.Input).Type.TensorType;
        Assert.Equal((int)TensorProto.Types.DataType.Float, type.ElemType);
        Assert.Equal(3, Assert.Single(type.Shape.Dim).DimValue);
        Assert.Equal(DoublingModel, model.ToByteArray());
    }

    [Fact]
    public void A_model_built_from_the_projects_own_messages_runs()
    {
        ModelProto model = ModelProto.Parser.ParseFrom(DoublingModel);
        model.Graph.Node[0].OpType = "Gemm";
        model.Graph.Node[0].Input.Clear();
        model.Graph.Node[0].Input.Add(["row", "weights"]);
        model.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "transB", Type = AttributeProto.Types.AttributeType.Int, I = 1 });
        model.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "alpha", Type = AttributeProto.Types.AttributeType.Float, F = 0.5f });
        model.Graph.Node.Insert(0, new NodeProto { OpType = "Reshape", Input = { "x", "shape" }, Output = { "row" } });
        model.Graph.Initializer.Add(new TensorProto { Name = "shape", DataType = (int)TensorProto.Types.DataType.Int64, Dims = { 2 }, Int64Data = { 1, 3 } });
        model.Graph.Initializer.Add(new TensorProto
        {
            Name = "weights",
            DataType = (int)TensorProto.Types.DataType.Float,
            Dims = { 2, 3 },
            RawData = ByteString.CopyFrom(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>([1f, 0f, 0f, 1f, 1f, 1f])),
        });
        TensorShapeProto shape = model.Graph.Output[0].Type.TensorType.Shape;
        shape.Dim.Clear();
        shape.Dim.Add([new TensorShapeProto.Types.Dimension { DimValue = 1 }, new TensorShapeProto.Types.Dimension { DimValue = 2 }]);

        Assert.Equal([1f, 6f], Run(model.ToByteArray(), [2f, 4f, 6f]));
    }

    private static float[] Run(byte[] model, float[] x)
    {
        using var session = new InferenceSession(model);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs =
            session.Run([NamedOnnxValue.CreateFromTensor("x", new DenseTensor<float>(x, [x.Length]))]);
        return [.. Assert.Single(outputs).AsEnumerable<float>()];
    }
}
