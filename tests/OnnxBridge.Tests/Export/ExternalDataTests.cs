using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.OnnxBridge.Export;
using Interop.OnnxBridge.Proto;
using Interop.OnnxBridge.Tests.Infrastructure;

namespace Interop.OnnxBridge.Tests.Export;

/// <summary>Weights in a file beside the model, on demand.</summary>
public sealed class ExternalDataTests : IDisposable
{
    private static readonly OnnxExportOptions Beside = new() { ExternalData = OnnxExternalData.Always };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-onnx-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "model.onnx");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void ONNX_Runtime_and_an_import_find_them()
    {
        var network = Wide();
        var batch = Examples.Batch([5, 40]);

        OnnxExporter.Export(network, Path, Beside, verify: true);

        Assert.Equal(["model.onnx", "model.onnx.data"], _folder.GetFileSystemInfos().Select(file => file.Name).Order(StringComparer.Ordinal));
        Agreement.Check(network.Predict(batch), OnnxModel.Load(Path).Predict(batch));
        Assert.Equal(network.Predict(batch).ToArray(), OnnxImporter.Import(Path).Predict(batch).ToArray());
    }

    [Fact]
    public void Large_constants_lie_outside_on_page_boundaries_and_small_ones_inside()
    {
        OnnxExporter.Export(Wide(), Path, Beside);

        var constants = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path)).Graph.Initializer;
        Assert.Equal(["hidden.weight", "scores.weight"], constants.Where(tensor => tensor.ExternalData.Count > 0).Select(tensor => tensor.Name));
        Assert.All(constants.Where(tensor => tensor.ExternalData.Count == 0), tensor => Assert.True(tensor.RawData.Length < 1024));
        Assert.Equal(["model.onnx.data", "0", $"{64 * 40 * 4}"], constants[0].ExternalData.Select(entry => entry.Value));
        Assert.Equal("12288", constants[2].ExternalData[1].Value);
    }

    [Fact]
    public void Both_files_come_back_byte_for_byte()
    {
        OnnxExporter.Export(Wide(), Path, Beside);
        var (model, data) = (File.ReadAllBytes(Path), File.ReadAllBytes($"{Path}.data"));

        OnnxExporter.Export(OnnxImporter.Import(Path), Path, Beside);

        Assert.Equal(model, File.ReadAllBytes(Path));
        Assert.Equal(data, File.ReadAllBytes($"{Path}.data"));
    }

    [Fact]
    public void A_difference_leaves_no_file_but_the_reproduction()
    {
        var options = new OnnxExportOptions { ExternalData = OnnxExternalData.Always, ActivationExporters = [new WrongReLUExporter()] };

        var error = Assert.Throws<OnnxVerificationException>(() => OnnxExporter.Export(Wide(), Path, options, verify: true));

        Assert.Equal("hidden", error.Layer);
        Assert.Equal(["model.onnx.mismatch"], _folder.GetFileSystemInfos().Select(file => file.Name));
        Assert.NotEmpty(OnnxModel.Load(System.IO.Path.Combine(error.Reproduction!, "model.onnx")).Inputs);
    }

    [Fact]
    public void A_stream_or_memory_is_no_place_for_them()
    {
        Assert.Contains("to a file", Assert.Throws<OnnxExportException>(() => OnnxExporter.Export(Wide(), Beside)).Message, StringComparison.Ordinal);
        Assert.Throws<OnnxExportException>(() => OnnxExporter.Export(Wide(), new MemoryStream(), Beside));
    }

    [Fact]
    public void A_weight_beyond_four_gigabytes_is_found()
    {
        OnnxExporter.Export(Wide(), Path, Beside);
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path));
        var weight = File.ReadAllBytes($"{Path}.data")[..(64 * 40 * 4)];
        const long Offset = 5L << 30;
        using (var data = File.OpenWrite($"{Path}.data"))
        {
            // The file system keeps no blocks for what lies between.
            data.Position = Offset;
            data.Write(weight);
        }

        model.Graph.Initializer[0].ExternalData[1].Value = $"{Offset}";
        File.WriteAllBytes(Path, Google.Protobuf.MessageExtensions.ToByteArray(model));

        var batch = Examples.Batch([5, 40]);
        Assert.Equal(Wide().Predict(batch).ToArray(), OnnxImporter.Import(Path).Predict(batch).ToArray());
    }

    private static Sequential Wide()
    {
        var network = new Sequential(new Dense(64, activation: new ReLU(), name: "hidden"), new Dense(10, name: "scores"));
        network.Build(40);
        return Examples.Trained(network);
    }

    private sealed class WrongReLUExporter : OnnxActivationExporter<ReLU>
    {
        protected override string Export(ReLU function, OnnxNodeContext context) => context.Node("Elu", [context.Input]);
    }
}
