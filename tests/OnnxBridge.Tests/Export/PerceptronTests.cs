using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.OnnxBridge.Proto;
using Interop.OnnxBridge.Tests.Infrastructure;

namespace Interop.OnnxBridge.Tests.Export;

public class PerceptronTests
{
    public static TheoryData<int, bool> Options
    {
        get
        {
            var data = new TheoryData<int, bool>();
            for (var opset = OnnxOpset.Oldest; opset <= OnnxOpset.Newest; opset++)
            {
                data.Add(opset, true);
                data.Add(opset, false);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void The_main_jobs_network_agrees_with_ONNX_Runtime(int opset, bool fold)
    {
        var bytes = Agreement.Check(
            Examples.Perceptron(), [Examples.Batch([37, 12])], new OnnxExportOptions { Opset = opset, FoldBatchNormalization = fold });

        var model = ModelProto.Parser.ParseFrom(bytes);
        Assert.Equal(opset, Assert.Single(model.OpsetImport).Version);
        Assert.Equal(fold ? 0 : 2, model.Graph.Node.Count(node => node.OpType == "BatchNormalization"));
        Assert.DoesNotContain(model.Graph.Node, node => node.OpType == "Dropout");
    }

    [Fact]
    public void Layers_parameters_and_inputs_keep_their_names()
    {
        var model = ModelProto.Parser.ParseFrom(OnnxExporter.Export(Examples.Perceptron(), new OnnxExportOptions { FoldBatchNormalization = false }));

        Assert.Equal(["hidden1", "norm1", "2", "hidden2", "norm2", "6", "classes", "classes/Softmax"], model.Graph.Node.Select(node => node.Name));
        Assert.Equal(
            ["hidden1.weight", "hidden1.bias", "norm1.weight", "norm1.bias", "norm1.running_mean", "norm1.running_var"],
            model.Graph.Initializer.Take(6).Select(tensor => tensor.Name));
        Assert.Equal(["input"], model.Graph.Input.Select(value => value.Name));
        Assert.Equal(["classes/Softmax"], model.Graph.Output.Select(value => value.Name));
        Assert.Equal([24L, 12L], model.Graph.Initializer[0].Dims);
    }

    [Fact]
    public void The_batch_axis_stays_open_and_has_the_name_asked_for()
    {
        var model = ModelProto.Parser.ParseFrom(OnnxExporter.Export(Examples.Perceptron(), new OnnxExportOptions { BatchAxis = "samples" }));

        foreach (var value in model.Graph.Input.Concat(model.Graph.Output))
        {
            Assert.Equal("samples", value.Type.TensorType.Shape.Dim[0].DimParam);
        }
    }

    [Fact]
    public void Inputs_and_outputs_take_the_names_asked_for()
    {
        var options = new OnnxExportOptions { InputNames = ["pixels"], OutputNames = ["probabilities"] };

        var model = OnnxModel.FromBytes(Agreement.Check(Examples.Perceptron(), [Examples.Batch([3, 12])], options));

        Assert.Equal("pixels", Assert.Single(model.Inputs).Name);
        Assert.Equal("probabilities", Assert.Single(model.Outputs).Name);
        Assert.Equal([null, 10], model.Outputs[0].Dimensions);
    }

    [Fact]
    public void An_output_may_take_the_name_that_a_layer_has()
    {
        var options = new OnnxExportOptions { OutputNames = ["hidden1"] };

        Agreement.Check(Examples.Perceptron(), [Examples.Batch([3, 12])], options);
    }

    [Fact]
    public void Wrong_numbers_of_names_are_refused()
    {
        var error = Assert.Throws<OnnxExportException>(() => OnnxExporter.Export(Examples.Perceptron(), new OnnxExportOptions { OutputNames = ["a", "b"] }));

        Assert.Contains("1 outputs", error.Message, StringComparison.Ordinal);
        Assert.Contains("[a, b]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_network_gives_the_same_bytes()
    {
        var options = new OnnxExportOptions { Metadata = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" } };
        var reversed = new OnnxExportOptions { Metadata = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } };

        Assert.Equal(OnnxExporter.Export(Examples.Perceptron(), options), OnnxExporter.Export(Examples.Perceptron(), reversed));
    }

    [Fact]
    public void What_the_options_say_of_the_model_stands_in_the_file()
    {
        var options = new OnnxExportOptions
        {
            GraphName = "digits",
            Description = "Reads digits.",
            Domain = "org.example",
            ModelVersion = 3,
            Metadata = new Dictionary<string, string> { ["data"] = "digits" },
        };

        var bytes = OnnxExporter.Export(Examples.Perceptron(), options);

        var model = ModelProto.Parser.ParseFrom(bytes);
        Assert.Equal(("digits", "Reads digits.", "org.example", 3L), (model.Graph.Name, model.DocString, model.Domain, model.ModelVersion));
        Assert.Equal(("Interop", 8L), (model.ProducerName, model.IrVersion));
        Assert.Equal("digits", OnnxModel.FromBytes(bytes).Metadata["data"]);
    }

    [Fact]
    public void File_stream_and_bytes_are_the_same_and_nothing_else_is_left_in_the_folder()
    {
        var folder = Directory.CreateTempSubdirectory("interop-onnx-");
        try
        {
            var path = Path.Combine(folder.FullName, "model.onnx");
            File.WriteAllText(path, "an older model");
            using var stream = new MemoryStream();

            OnnxExporter.Export(Examples.Perceptron(), path);
            OnnxExporter.Export(Examples.Perceptron(), stream);

            Assert.Equal(OnnxExporter.Export(Examples.Perceptron()), File.ReadAllBytes(path));
            Assert.Equal(stream.ToArray(), File.ReadAllBytes(path));
            Assert.Equal(path, Assert.Single(folder.GetFiles()).FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_network_that_is_not_built_is_refused()
    {
        Assert.Throws<NetworkException>(() => OnnxExporter.Export(new Sequential(new Dense(3))));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(22)]
    public void An_operator_set_outside_the_range_is_refused(int opset)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new OnnxExportOptions { Opset = opset });
    }

    [Fact]
    public void Dense_without_bias_and_along_the_last_of_several_axes()
    {
        var network = new Sequential(new Dense(5, useBias: false), new Dense(4, activation: "sigmoid"), new Softmax(1), new Flatten(), new Dense(3, useBias: false));
        network.Build(new Shape(6, 7));

        Agreement.Check(network, [Examples.Batch([9, 6, 7])]);
    }

    [Fact]
    public void A_shared_layer_shares_its_constants_and_outputs_may_repeat_or_be_inputs()
    {
        var input = Symbol.Input(4, "x");
        var shared = new Dense(4, name: "shared");
        var twice = shared.Call(shared.Call(input));
        var dropped = new Dropout(0.5, name: "dropped").Call(twice);
        var model = new Model([input], [twice, input, dropped]);
        model.Build(4);

        var bytes = Agreement.Check(model, [Examples.Batch([5, 4])]);

        var graph = ModelProto.Parser.ParseFrom(bytes).Graph;
        Assert.Equal(["shared.weight", "shared.bias"], graph.Initializer.Select(tensor => tensor.Name));
        Assert.Equal(["shared", "shared_2", "x_2", "dropped"], graph.Node.Select(node => node.Name));
    }

    [Fact]
    public void Folding_leaves_alone_what_others_read()
    {
        var input = Symbol.Input(4, "x");
        var dense = new Dense(4, name: "dense").Call(input);
        var normalized = new BatchNormalization(name: "norm").Call(dense);
        var model = new Model([input], [normalized, dense]);
        model.Build(4);

        var bytes = Agreement.Check(Examples.Trained(model), [Examples.Batch([5, 4])]);

        Assert.Contains(ModelProto.Parser.ParseFrom(bytes).Graph.Node, node => node.OpType == "BatchNormalization");
    }
}
