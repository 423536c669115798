using System.Buffers.Binary;
using Interop.Native.Tests.Infrastructure;
using Interop.OnnxBridge.Tests.Infrastructure;

namespace Interop.OnnxBridge.Tests.Export;

/// <summary>ONNX's own checker, with shape inference, accepts what is written; where python3-onnx is installed, for the operator sets it knows.</summary>
public sealed class CheckerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-onnx-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Random_networks_are_accepted()
    {
        var path = Path.Combine(_folder.FullName, "models");
        using (var file = File.Create(path))
        {
            foreach (var opset in RandomNetworkTests.Opsets)
            {
                for (var seed = 0; seed < RandomNetworkTests.NetworksPerOpset; seed++)
                {
                    Add(file, OnnxExporter.Export(
                        new RandomNetworks((opset * 1000) + seed).Draw(), new OnnxExportOptions { Opset = opset, FoldBatchNormalization = seed % 2 == 0 }));
                }
            }
        }

        var summary = PythonOracle.Run("onnx_checker.py", "onnx", "--models", path);

        TestContext.Current.TestOutputHelper?.WriteLine(summary);
        Assert.Contains("refused 0", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("accepted 0", summary, StringComparison.Ordinal);
    }

    private static void Add(Stream file, byte[] model)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32LittleEndian(length, model.Length);
        file.Write(length);
        file.Write(model);
    }
}
