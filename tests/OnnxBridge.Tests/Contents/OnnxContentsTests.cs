using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.OnnxBridge.Tests.Contents;

public class OnnxContentsTests
{
    private const int Mutations = 20_000;
    private const long MostAllocated = 1 << 20;

    [Fact]
    public void A_file_is_described_as_ONNX_Runtime_and_the_network_describe_it()
    {
        var network = Network();
        var path = Path.GetTempFileName();
        try
        {
            OnnxExporter.Export(network, path, new OnnxExportOptions { Metadata = new Dictionary<string, string> { ["made by"] = "a test" } });
            var contents = OnnxContents.Read(path);
            var runtime = OnnxModel.Load(path);
            Assert.Equal(runtime.Inputs.Select(input => input.ToString()), contents.Inputs.Select(input => input.ToString()));
            Assert.Equal(runtime.Outputs.Select(output => output.ToString()), contents.Outputs.Select(output => output.ToString()));
            Assert.Equal(runtime.Metadata["made by"], contents.Metadata["made by"]);
            Assert.Equal(OnnxOpset.Default, contents.Opsets[""]);
            Assert.StartsWith("Interop", contents.Producer);
            Assert.Equal(["Conv", "Relu", "Flatten", "Gemm", "Softmax"], contents.Nodes.Select(node => node.Operator));
            Assert.Equal([2L, 1, 3, 3], contents.Weights.Single(weight => weight.Name == "0.weight").Shape);
            Assert.Equal(network.NamedParameters.Sum(named => named.Parameter.Count), contents.Weights.Sum(weight => weight.Count));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Damaged_files_are_described_or_refused_and_cost_no_more_memory_than_they_have()
    {
        var good = OnnxExporter.Export(Network());
        var random = new Random(3);
        var path = Path.GetTempFileName();
        try
        {
            var (described, refused) = (0, 0);
            using var watch = new HangWatch();
            for (var round = 0; round < Mutations; round++)
            {
                watch.Next("damage", round);
                var bytes = good.ToArray();
                for (var change = random.Next(1, 6); change > 0; change--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                bytes = round % 2 == 0 ? bytes : bytes[..random.Next(1, bytes.Length + 1)];
                File.WriteAllBytes(path, bytes);
                OnnxFormatException? error = null;
                MemoryBound.Hold(bytes.Length, $"Damage {round}", () => error = Refusal(path, MostAllocated + (4 * bytes.Length)));
                _ = error is null ? described++ : refused++;
            }

            TestContext.Current.TestOutputHelper?.WriteLine($"{described} described, {refused} refused");
            Assert.True(described > Mutations / 20 && refused > Mutations / 4, $"{described} described, {refused} refused");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Weights_are_stepped_over_and_not_read()
    {
        var network = new Sequential(new Dense(1000, "relu"), new Dense(1000), new Dense(10));
        network.Build(new Shape(500));
        var bytes = OnnxExporter.Export(network);
        using var stream = new CountingStream(bytes);
        var contents = OnnxContents.Of(stream, "large");
        Assert.Equal(network.NamedParameters.Sum(named => named.Parameter.Count), contents.Weights.Sum(weight => weight.Count));
        Assert.Equal(["Gemm", "Relu", "Gemm", "Gemm"], contents.Nodes.Select(node => node.Operator));
        Assert.InRange(stream.BytesRead, 1, 4_000);
        Assert.InRange(bytes.Length, 6_000_000, long.MaxValue);
    }

    [Fact]
    public void What_is_no_model_is_refused()
    {
        var path = Path.GetTempFileName();
        try
        {
            Assert.Contains("no graph", Assert.Throws<OnnxFormatException>(() => OnnxContents.Read(path)).Message);
            Assert.Throws<FileNotFoundException>(() => OnnxContents.Read(path + ".nothing"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Other exceptions fail the test.
    private static OnnxFormatException? Refusal(string path, long mostAllocated)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            _ = OnnxContents.Read(path).Weights.Sum(weight => weight.Count % 1000);
            return null;
        }
        catch (OnnxFormatException error)
        {
            Assert.Contains("ONNX model", error.Message);
            return error;
        }
        finally
        {
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < mostAllocated);
        }
    }

    private static Sequential Network()
    {
        var network = new Sequential(new Conv2D(2, 3, activation: "relu"), new Flatten(), new Dense(3, "softmax"));
        network.Build(new Shape(1, 6, 6));
        return network;
    }
}
