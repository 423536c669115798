using Google.Protobuf;
using Interop.OnnxBridge.Proto;
using Interop.OnnxBridge.Tests.Infrastructure;
using AttributeType = Interop.OnnxBridge.Proto.AttributeProto.Types.AttributeType;
using DataType = Interop.OnnxBridge.Proto.TensorProto.Types.DataType;

namespace Interop.OnnxBridge.Tests.Import;

/// <summary>Files made to do harm, or merely damaged: each is refused with an error that says what is wrong.</summary>
public sealed class HostileFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-onnx-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Bytes_that_are_no_model()
    {
        Refused([], "no graph");
        Refused([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], "no ONNX model");
        Refused([0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07], "no ONNX model");
        Refused("not a model at all"u8.ToArray(), "no ONNX model");
    }

    [Fact]
    public void Every_truncation()
    {
        var bytes = OnnxExporter.Export(Examples.Perceptron());

        for (var length = 0; length < bytes.Length; length += length < 600 ? 1 : 37)
        {
            Assert.Throws<OnnxFormatException>(() => OnnxImporter.Import(bytes[..length]));
        }
    }

    [Fact]
    public void A_graph_nested_too_deep()
    {
        var graph = new GraphProto();
        for (var depth = 0; depth < 200; depth++)
        {
            graph = new GraphProto { Node = { new NodeProto { OpType = "If", Attribute = { new AttributeProto { Name = "then_branch", G = graph } } } } };
        }

        Refused(new ModelProto { Graph = graph }.ToByteArray(), "no ONNX model");
    }

    [Fact]
    public void A_constant_that_does_not_fill_its_shape() => RefusedAfter(model => model.Graph.Initializer[0].Dims[0]++, "hidden1.weight", "should hold");

    [Fact]
    public void A_negative_shape() => RefusedAfter(model => model.Graph.Initializer[0].Dims[0] = -24, "impossible shape");

    [Fact]
    public void A_shape_whose_product_overflows() => RefusedAfter(
        model => model.Graph.Initializer[0].Dims.Add([1L << 31, 1L << 31, 1L << 31]), "impossible shape");

    [Fact]
    public void A_shape_beyond_any_tensor() => RefusedAfter(
        model => model.Graph.Initializer[0].Dims.Add([1L << 20, 1L << 20]), "more than");

    [Fact]
    public void A_constant_of_a_type_that_no_network_uses() => RefusedAfter(
        model => model.Graph.Initializer[0].DataType = (int)DataType.Complex128, "Complex128");

    [Fact]
    public void An_input_shape_beyond_any_tensor() => RefusedAfter(
        model =>
        {
            var dimensions = model.Graph.Input[0].Type.TensorType.Shape.Dim;
            dimensions[1].DimValue = int.MaxValue;
            dimensions.Add(new TensorShapeProto.Types.Dimension { DimValue = int.MaxValue });
        },
        "elements");

    [Fact]
    public void A_negative_input_shape() => RefusedAfter(model => model.Graph.Input[0].Type.TensorType.Shape.Dim[1].DimValue = -5, "'input'", "open");

    [Fact]
    public void A_cycle() => RefusedAfter(model => model.Graph.Node[0].Input[0] = model.Graph.Node[2].Output[0], "cycle");

    [Fact]
    public void A_missing_name() => RefusedAfter(model => model.Graph.Node[1].Input[0] = "nowhere", "'nowhere'", "nothing in the graph gives");

    [Fact]
    public void A_missing_output() => RefusedAfter(model => model.Graph.Output[0].Name = "nowhere", "'nowhere'");

    [Fact]
    public void No_outputs() => RefusedAfter(model => model.Graph.Output.Clear(), "no outputs");

    [Fact]
    public void No_inputs() => RefusedAfter(model => model.Graph.Input.Clear(), "input");

    [Fact]
    public void A_name_given_twice() => RefusedAfter(model => model.Graph.Node[1].Output[0] = model.Graph.Node[0].Output[0], "named");

    [Fact]
    public void Two_constants_of_one_name() => RefusedAfter(model => model.Graph.Initializer.Add(model.Graph.Initializer[0].Clone()), "constants are named");

    [Fact]
    public void An_operator_set_of_the_future() => RefusedAfter(model => model.OpsetImport[0].Version = 1000, "operator set 1000");

    [Fact]
    public void No_operator_set() => RefusedAfter(model => model.OpsetImport.Clear(), "operator set");

    [Fact]
    public void Attributes_of_the_wrong_type() => RefusedAfter(
        model =>
        {
            model.Graph.Node[0].Attribute[0].Type = AttributeType.Float;
        },
        "transB of type Float");

    [Fact]
    public void A_weight_for_other_features() => RefusedAfter(model => model.Graph.Input[0].Type.TensorType.Shape.Dim[1].DimValue = 13, "12 features", "[13]");

    [Fact]
    public void Everything_outside_the_set_is_named_at_once()
    {
        var error = RefusedAfter(
            model =>
            {
                model.Graph.Node[1].OpType = "LSTM";
                model.Graph.Node[3].OpType = "Einsum";
                model.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "mystery", Type = AttributeType.Int, I = 1 });
            },
            "LSTM");

        Assert.Contains("Einsum", error.Message, StringComparison.Ordinal);
        Assert.Contains("mystery", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_out_of_proportion_to_the_file()
    {
        // One weight of 64 KB, and thousands of layers that each want a copy of it under another bias.
        var model = Model();
        var graph = model.Graph;
        graph.Input[0].Type.TensorType.Shape.Dim[1].DimValue = 128;
        graph.Node.Clear();
        graph.Initializer.Clear();
        graph.Initializer.Add(new TensorProto { Name = "w", DataType = (int)DataType.Float, Dims = { 128, 128 }, RawData = ByteString.CopyFrom(new byte[4 * 128 * 128]) });
        for (var i = 0; i < 20_000; i++)
        {
            graph.Node.Add(new NodeProto
            {
                OpType = "Gemm",
                Input = { i == 0 ? "input" : $"{i - 1}", "w" },
                Output = { $"{i}" },
                Attribute = { new AttributeProto { Name = "alpha", Type = AttributeType.Float, F = i } },
            });
        }

        graph.Output[0].Name = "19999";

        Refused(model.ToByteArray(), "out of proportion");
    }

    [Theory]
    [InlineData("../secret.bin", "only files inside")]
    [InlineData("/etc/passwd", "only files inside")]
    [InlineData("a/../../secret.bin", "only files inside")]
    [InlineData("..\\secret.bin", "only files inside")]
    [InlineData("C:\\secret.bin", "only files inside")]
    [InlineData("link.bin", "through a link")]
    [InlineData("folder/secret.bin", "through a link")]
    [InlineData("missing.bin", "does not exist")]
    [InlineData("", "not in which")]
    public void External_data_outside_the_models_folder(string location, string problem)
    {
        var outside = Directory.CreateDirectory(Path.Combine(_folder.FullName, "outside"));
        var inside = Directory.CreateDirectory(Path.Combine(_folder.FullName, "inside"));
        var secret = Path.Combine(outside.FullName, "secret.bin");
        File.WriteAllBytes(secret, new byte[4 * 24 * 12]);
        File.CreateSymbolicLink(Path.Combine(inside.FullName, "link.bin"), secret);
        Directory.CreateSymbolicLink(Path.Combine(inside.FullName, "folder"), outside.FullName);

        var error = Assert.Throws<OnnxFormatException>(() => OnnxImporter.Import(WithExternalWeight(inside.FullName, ("location", location))));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "1151", "1,152")]
    [InlineData("-1", "1152", "'-1'")]
    [InlineData("1", "1152", "1,152 bytes")]
    [InlineData("9223372036854775807", "1152", "1,152 bytes")]
    [InlineData("0", "99999999999999999999", "'99999999999999999999'")]
    public void External_data_that_does_not_fit(string offset, string length, string problem)
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "weights.bin"), new byte[4 * 24 * 12]);

        var error = Assert.Throws<OnnxFormatException>(() =>
            OnnxImporter.Import(WithExternalWeight(_folder.FullName, ("location", "weights.bin"), ("offset", offset), ("length", length))));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void External_data_inside_the_models_folder_is_read()
    {
        var weight = Model().Graph.Initializer[0].RawData.ToByteArray();
        File.WriteAllBytes(Path.Combine(_folder.FullName, "weights.bin"), [1, 2, 3, .. weight]);

        var network = OnnxImporter.Import(WithExternalWeight(_folder.FullName, ("location", "weights.bin"), ("offset", "3"), ("length", $"{weight.Length}")));

        var batch = Examples.Batch([4, 12]);
        Agreement.Check(Examples.Perceptron().Predict(batch), network.Predict(batch));
    }

    [Fact]
    public void External_data_of_a_model_in_memory_is_not_looked_for()
    {
        var path = WithExternalWeight(_folder.FullName, ("location", "weights.bin"));

        Refused(File.ReadAllBytes(path), "does not come from a file");
    }

    [Theory]
    [InlineData("Float16", "turns what it takes into Float16; floats can be imported as Float or Double")]
    [InlineData("Int64", "turns what it takes into Int64;")]
    public void A_cast_of_floats_to_what_is_none_here(string type, string problem) => RefusedAfter(
        model => Insert(model, "Cast", [], new AttributeProto { Name = "to", Type = AttributeType.Int, I = (long)Enum.Parse<DataType>(type) }), problem);

    [Theory]
    [InlineData("Mul", 0f, "multiplies by 0, or by a number beyond floats")]
    [InlineData("Mul", float.PositiveInfinity, "multiplies by 0, or by a number beyond floats")]
    [InlineData("Div", 0f, "divides by 0, or by a number beyond floats")]
    [InlineData("Div", float.NaN, "divides by 0, or by a number beyond floats")]
    public void Arithmetic_with_a_number_that_makes_no_layer(string operation, float number, string problem)
    {
        var error = RefusedAfter(model => Insert(model, operation, [number]), problem);
        Assert.DoesNotContain("(Parameter", error.Message);
    }

    [Theory]
    [InlineData("HardSigmoid", "alpha")]
    [InlineData("Selu", "gamma")]
    public void A_function_that_is_a_constant(string operation, string attribute) => RefusedAfter(
        model => Insert(model, operation, [], new AttributeProto { Name = attribute, Type = AttributeType.Float, F = 0 }), $"has {attribute} 0, which makes it a constant");

    // A node between the input and the first layer, with a constant of one number where it takes one.
    private static void Insert(ModelProto model, string operation, float[] constant, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = operation, Input = { "input" }, Output = { "inserted" }, Attribute = { attributes } };
        foreach (var value in constant)
        {
            model.Graph.Initializer.Add(new TensorProto { Name = "number", DataType = (int)DataType.Float, FloatData = { value } });
            node.Input.Add("number");
        }

        model.Graph.Node[0].Input[0] = "inserted";
        model.Graph.Node.Insert(0, node);
    }

    [Fact]
    public void A_Pad_in_front_of_arithmetic() => RefusedAfter(
        model =>
        {
            model.Graph.Input[0].Type.TensorType.Shape.Dim.Add([new TensorShapeProto.Types.Dimension { DimValue = 3 }, new TensorShapeProto.Types.Dimension { DimValue = 3 }]);
            model.Graph.Initializer.Add(new TensorProto { Name = "pads", DataType = (int)DataType.Int64, Dims = { 8 }, Int64Data = { 0, 0, 1, 1, 0, 0, 1, 1 } });
            model.Graph.Node.Insert(0, new NodeProto { OpType = "Sum", Input = { "padded", "input" }, Output = { "sum" } });
            model.Graph.Node.Insert(0, new NodeProto { OpType = "Pad", Input = { "input", "pads" }, Output = { "padded" } });
        },
        "result of a Pad");

    [Fact]
    public void A_layer_that_nothing_reads_is_left_out()
    {
        var model = Model();
        var lost = model.Graph.Node[0].Clone();
        (lost.Name, lost.Output[0]) = ("lost", "lost");
        lost.Attribute.Add(new AttributeProto { Name = "alpha", Type = AttributeType.Float, F = 2 });
        model.Graph.Node.Insert(0, lost);

        var network = OnnxImporter.Import(model.ToByteArray());

        var batch = Examples.Batch([4, 12]);
        Assert.Equal(Examples.Perceptron().Predict(batch).Shape, network.Predict(batch).Shape);
        Assert.DoesNotContain(network.Layers, layer => layer.Name == "lost");
    }

    private static ModelProto Model() => ModelProto.Parser.ParseFrom(OnnxExporter.Export(Examples.Perceptron()));

    private static string WithExternalWeight(string folder, params (string Key, string Value)[] entries)
    {
        var model = Model();
        var weight = model.Graph.Initializer[0];
        weight.ClearRawData();
        weight.DataLocation = TensorProto.Types.DataLocation.External;
        weight.ExternalData.Add(entries.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
        var path = Path.Combine(folder, "model.onnx");
        File.WriteAllBytes(path, model.ToByteArray());
        return path;
    }

    private static OnnxFormatException RefusedAfter(Action<ModelProto> damage, params string[] words)
    {
        var model = Model();
        damage(model);
        return Refused(model.ToByteArray(), words);
    }

    private static OnnxFormatException Refused(byte[] bytes, params string[] words)
    {
        var error = Assert.Throws<OnnxFormatException>(() => OnnxImporter.Import(bytes));
        foreach (var word in words)
        {
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
        }

        return error;
    }
}
