using Interop.OnnxBridge.Tests.Infrastructure;

namespace Interop.OnnxBridge.Tests.Export;

/// <summary>Networks drawn at random over all layers and options, in every operator set, against ONNX Runtime.</summary>
public class RandomNetworkTests
{
    public const int NetworksPerOpset = 300;

    public static IEnumerable<int> Opsets => Enumerable.Range(OnnxOpset.Oldest, OnnxOpset.Newest - OnnxOpset.Oldest + 1);

    public static TheoryData<int> OpsetData => [.. Opsets];

    [Theory]
    [MemberData(nameof(OpsetData))]
    public void Random_networks_agree_with_ONNX_Runtime(int opset)
    {
        for (var seed = 0; seed < NetworksPerOpset; seed++)
        {
            var draw = new RandomNetworks((opset * 1000) + seed);
            var network = draw.Draw();
            var options = new OnnxExportOptions { Opset = opset, FoldBatchNormalization = seed % 2 == 0 };
            try
            {
                Agreement.Check(network, draw.Batch(network), options);
            }
            catch (Exception error)
            {
                Assert.Fail($"Seed {(opset * 1000) + seed}, {string.Join(" → ", network.Graph.Nodes.Select(node => $"{node.Layer?.Kind} {node.Shape}"))}: {error.Message}");
            }
        }
    }
}
