using System.Runtime.InteropServices;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.OnnxBridge.Tests.Infrastructure;

namespace Interop.OnnxBridge.Tests.Export;

/// <summary>ONNX Runtime's WebAssembly build, which browsers run, gives what the native one gives; where Node and npm are at hand.</summary>
public sealed class WebRuntimeTests : IDisposable
{
    // Of the networks that every operator set is tested with, the first ones.
    private const int NetworksPerOpset = 25;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-onnx-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Random_networks_give_the_same()
    {
        var (bundle, results) = (Path.Combine(_folder.FullName, "bundle"), Path.Combine(_folder.FullName, "results"));
        var expected = new List<IReadOnlyList<Tensor>>();
        using (var file = new BinaryWriter(File.Create(bundle)))
        {
            foreach (var opset in RandomNetworkTests.Opsets)
            {
                for (var seed = 0; seed < NetworksPerOpset; seed++)
                {
                    var draw = new RandomNetworks((opset * 1000) + seed);
                    var network = draw.Draw();
                    var inputs = draw.Batch(network);
                    var model = OnnxExporter.Export(network, new OnnxExportOptions { Opset = opset, FoldBatchNormalization = seed % 2 == 0 });
                    expected.Add(OnnxModel.FromBytes(model, threads: 1).Predict(inputs));
                    file.Write(model.Length);
                    file.Write(model);
                    file.Write(inputs.Length);
                    Array.ForEach(inputs, input => Write(file, input));
                }
            }
        }

        NodeRuntime.Run(Path.Combine(AppContext.BaseDirectory, "oracles", "onnx_web.mjs"), bundle, results);

        using var answers = new BinaryReader(File.OpenRead(results));
        foreach (var outputs in expected)
        {
            Assert.Equal(outputs.Count, answers.ReadInt32());
            foreach (var output in outputs)
            {
                Agreement.Check(output, Read(answers));
            }
        }
    }

    private static void Write(BinaryWriter file, Tensor tensor)
    {
        file.Write(tensor.Shape.Rank);
        foreach (var extent in tensor.Shape)
        {
            file.Write(extent);
        }

        file.Write(MemoryMarshal.AsBytes<float>(tensor.Span));
    }

    private static Tensor Read(BinaryReader file)
    {
        var shape = new Shape([.. Enumerable.Range(0, file.ReadInt32()).Select(_ => file.ReadInt32())]);
        return Tensor.From(shape, MemoryMarshal.Cast<byte, float>(file.ReadBytes(shape.Size * sizeof(float))));
    }
}
