using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.OnnxBridge.Export;
using Interop.OnnxBridge.Proto;
using Interop.OnnxBridge.Tests.Infrastructure;

namespace Interop.OnnxBridge.Tests.Verification;

public sealed class VerificationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-onnx-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_faithful_export_passes(bool fold)
    {
        var path = Path.Combine(_folder.FullName, "model.onnx");

        OnnxExporter.Export(Examples.Perceptron(), path, new OnnxExportOptions { FoldBatchNormalization = fold }, verify: true);

        Assert.Equal(path, Assert.Single(_folder.GetFileSystemInfos()).FullName);
    }

    [Fact]
    public void The_inputs_given_are_used()
    {
        var options = new OnnxExportOptions { Verification = new OnnxVerificationOptions { Inputs = [Examples.Batch([4, 13])] } };

        Assert.Throws<NetworkException>(() => OnnxExporter.Export(Examples.Perceptron(), options, verify: true));
    }

    [Fact]
    public void A_wrong_layer_is_named_and_reproduced_and_no_file_is_left()
    {
        var network = new Sequential(
            new Dense(6, activation: new Tanh(), name: "first"),
            new BatchNormalization(name: "norm"),
            new Dense(5, activation: new ReLU(), name: "wrong"),
            new Dense(3, name: "last"));
        network.Build(4);
        var path = Path.Combine(_folder.FullName, "model.onnx");
        var options = new OnnxExportOptions { ActivationExporters = [new WrongReLUExporter()] };

        var error = Assert.Throws<OnnxVerificationException>(() => OnnxExporter.Export(Examples.Trained(network), path, options, verify: true));

        Assert.Equal("wrong", error.Layer);
        Assert.Contains("Dense 'wrong'", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
        Assert.Equal($"{path}.mismatch", error.Reproduction);
        var reproduction = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(error.Reproduction!, "model.onnx")));
        Assert.Equal(["Gemm", "Elu"], reproduction.Graph.Node.Select(node => node.OpType));
        Assert.Equal(["wrong.weight", "wrong.bias"], reproduction.Graph.Initializer.Select(tensor => tensor.Name));
        CheckThatItReproduces(error.Reproduction!);
    }

    [Fact]
    public void A_layer_behind_a_folded_batch_normalization_is_reproduced_too()
    {
        var network = new Sequential(new Dense(6, name: "first"), new Dropout(0.1), new BatchNormalization(name: "norm"), new ReLU(), new Dense(3, name: "last"));
        network.Build(4);
        var options = new OnnxExportOptions
        {
            ActivationExporters = [new WrongReLUExporter()],
            Verification = new OnnxVerificationOptions { ReproductionFolder = Path.Combine(_folder.FullName, "here") },
        };

        var error = Assert.Throws<OnnxVerificationException>(() => OnnxExporter.Export(Examples.Trained(network), options, verify: true));

        Assert.Equal("3", error.Layer);
        CheckThatItReproduces(error.Reproduction!);
    }

    [Fact]
    public void Without_a_file_no_reproduction_is_written()
    {
        var network = new Sequential(new ReLU());
        network.Build(4);
        var options = new OnnxExportOptions { ActivationExporters = [new WrongReLUExporter()] };

        var error = Assert.Throws<OnnxVerificationException>(() => OnnxExporter.Export(network, options, verify: true));

        Assert.Equal(("0", null), (error.Layer, error.Reproduction));
    }

    [Fact]
    public void A_model_that_ONNX_Runtime_does_not_take_fails_with_its_reason()
    {
        var network = new Sequential(new ReLU());
        network.Build(4);
        var options = new OnnxExportOptions { ActivationExporters = [new UnknownOperatorExporter()] };

        var error = Assert.Throws<OnnxVerificationException>(() => OnnxExporter.Export(network, options, verify: true));

        Assert.Contains("NoSuchOperator", error.Message, StringComparison.Ordinal);
    }

    // What was recorded runs, and gives something else than it should.
    private static void CheckThatItReproduces(string folder)
    {
        var model = OnnxModel.Load(Path.Combine(folder, "model.onnx"));
        var data = Path.Combine(folder, "test_data_set_0");
        var actual = model.Predict([.. model.Inputs.Select((_, i) => Read(Path.Combine(data, $"input_{i}.pb")))]);

        Assert.Throws<Xunit.Sdk.TrueException>(() => Agreement.Check(Read(Path.Combine(data, "output_0.pb")), actual[0]));
    }

    private static Tensor Read(string path)
    {
        var message = TensorProto.Parser.ParseFrom(File.ReadAllBytes(path));
        return Tensor.From(
            new Shape([.. message.Dims.Select(extent => (int)extent)]), System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(message.RawData.Span));
    }

    private sealed class WrongReLUExporter : OnnxActivationExporter<ReLU>
    {
        protected override string Export(ReLU function, OnnxNodeContext context) => context.Node("Elu", [context.Input]);
    }

    private sealed class UnknownOperatorExporter : OnnxActivationExporter<ReLU>
    {
        protected override string Export(ReLU function, OnnxNodeContext context) => context.Node("NoSuchOperator", [context.Input]);
    }
}
