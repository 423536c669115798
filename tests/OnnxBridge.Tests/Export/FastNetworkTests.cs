using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.OnnxBridge.Tests.Infrastructure;

namespace Interop.OnnxBridge.Tests.Export;

/// <summary>Networks with fast numerics, whose convolutions go by Winograd's algorithm here and not in ONNX Runtime.</summary>
public sealed class FastNetworkTests
{
    private const int Networks = 60;

    [Fact]
    public void Networks_with_fast_numerics_agree_within_their_own_tolerance()
    {
        var unlike = 0;
        for (var seed = 0; seed < Networks; seed++)
        {
            var network = Draw(new Random(seed));
            var batch = Examples.Batch(network.InputShapes[0].Prepend(3), seed);
            var strict = network.Predict(batch).ToArray();
            network.Numerics = Numerics.Fast;
            Agreement.Check(network, [batch]);
            unlike += network.Predict(batch).ToArray().SequenceEqual(strict) ? 0 : 1;
        }

        Assert.Equal(Networks, unlike);
    }

    [Fact]
    public void Verification_allows_what_the_numerics_entail()
    {
        var network = Draw(new Random(1));
        network.Numerics = Numerics.Fast;
        Assert.NotEmpty(OnnxExporter.Export(network, verify: true));

        // Held to the digits of exact sums, the same network fails: the difference is real, and it is Winograd's.
        var strict = new OnnxExportOptions { Verification = new OnnxVerificationOptions { Tolerance = 1e-8 } };
        Assert.Throws<OnnxVerificationException>(() => OnnxExporter.Export(network, strict, verify: true));
    }

    private static Sequential Draw(Random random)
    {
        var extent = random.Next(8, 25);
        var channels = 16 * random.Next(1, 4);
        var network = new Sequential(
            new Conv2D(channels, 3, padding: 1, activation: "relu"),
            new Conv2D(16 * random.Next(1, 4), 3, padding: random.Next(2), activation: "relu"),
            new BatchNormalization(),
            new Conv2D(16 * random.Next(1, 3), 3, padding: 1),
            new MaxPool2D(2),
            new Flatten(),
            new Dense(10));
        network.Build(new Shape(random.Next(1, 4), extent, extent));
        return Examples.Trained(network);
    }
}
