using System.Diagnostics;
using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.OnnxBridge.Tests.Infrastructure;

namespace Interop.OnnxBridge.Tests.Export;

/// <summary>A network of more than 2 GB, one matrix of it larger than a span of bytes: out, checked, run by ONNX Runtime and back.</summary>
public sealed class LargeModelTests : IDisposable
{
    private const string Variable = "INTEROP_LARGE_MODEL";
    private const int Features = 24_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-onnx-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Weights_beyond_two_gigabytes_go_out_and_come_back()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(Variable) == "1", $"Needs 16 GB of memory and 3 GB of disk; set {Variable}=1 where they are free.");
        var watch = Stopwatch.StartNew();
        var path = Path.Combine(_folder.FullName, "large.onnx");
        var batch = Examples.Batch([2, Features]);
        float[] expected;
        {
            var network = Wide();
            expected = network.Predict(batch).ToArray();
            Assert.Throws<OnnxExportException>(() => OnnxExporter.Export(network));
            OnnxExporter.Export(network, path, verify: true);
        }

        Assert.True(new FileInfo($"{path}.data").Length > int.MaxValue);
        Assert.True(new FileInfo(path).Length < 4096);
        GC.Collect();

        Assert.Equal(expected, OnnxImporter.Import(path).Predict(batch).ToArray());
        using var process = Process.GetCurrentProcess();
        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.Elapsed.TotalSeconds:F0} s, at most {process.PeakWorkingSet64 >> 20:N0} MB");
    }

    // Initial weights at random would take longer than all the rest.
    private static Sequential Wide()
    {
        var network = new Sequential(new Dense(Features, kernelInitializer: Constant.Zeros, name: "wide"), new Dense(3, name: "scores"));
        network.Build(Features);
        var wide = network.Layers[0].Parameters[0];
        for (var i = 0; i < wide.Count; i++)
        {
            wide.Storage[i] = ((i % 251) - 125) * 1e-4f;
        }

        wide.MarkChanged();
        return network;
    }
}
