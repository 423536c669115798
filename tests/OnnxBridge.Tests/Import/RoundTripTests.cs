using Interop.Native.Networks;
using Interop.OnnxBridge.Tests.Infrastructure;

namespace Interop.OnnxBridge.Tests.Import;

/// <summary>What was exported comes back: the same numbers, and the same bytes when it is exported again.</summary>
public class RoundTripTests
{
    public static TheoryData<int> Opsets => [.. Enumerable.Range(OnnxOpset.Oldest, OnnxOpset.Newest - OnnxOpset.Oldest + 1)];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_main_jobs_network_comes_back(bool fold)
    {
        var options = new OnnxExportOptions { FoldBatchNormalization = fold };
        var network = Examples.Perceptron();
        var bytes = OnnxExporter.Export(network, options);

        var back = OnnxImporter.Import(bytes);

        Assert.Equal(bytes, OnnxExporter.Export(back, options));
        var batch = Examples.Batch([9, 12]);
        Agreement.Check(network.Predict(batch), back.Predict(batch));
        if (!fold)
        {
            Assert.Equal(network.Predict(batch).ToArray(), back.Predict(batch).ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Opsets))]
    public void Random_networks_come_back_byte_for_byte(int opset)
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var draw = new RandomNetworks((opset * 1000) + 500 + seed);
            var network = draw.Draw();
            var options = new OnnxExportOptions { Opset = opset, FoldBatchNormalization = seed % 2 == 0 };
            try
            {
                var bytes = OnnxExporter.Export(network, options);
                var back = OnnxImporter.Import(bytes);
                var batch = draw.Batch(network);
                foreach (var (expected, actual) in network.Predict(batch).Zip(back.Predict(batch)))
                {
                    Agreement.Check(expected, actual);
                }

                Assert.True(bytes.AsSpan().SequenceEqual(OnnxExporter.Export(back, options)), "Exported again, the bytes differ.");
            }
            catch (Exception error)
            {
                Assert.Fail($"Seed {(opset * 1000) + 500 + seed}, {string.Join(" → ", network.Graph.Nodes.Select(node => $"{node.Layer?.Kind} {node.Shape}"))}: {error.Message}");
            }
        }
    }
}
