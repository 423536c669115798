using Interop.Native.Data;
using Interop.Native.Data.Transforms;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;

namespace Interop.Extension.Tests;

/// <summary>An assembly that sees the public API only trains on data sources of its own.</summary>
public sealed class OwnDataTests
{
    [Fact]
    public void A_stream_of_ones_own_trains()
    {
        var layer = new Dense(1);
        var network = new Sequential(layer);
        network.Compile(new SGD(0.1f), new MeanSquaredError());
        network.Fit(new SensorStream(200) { ShuffleBuffer = 50 }, batchSize: 20, epochs: 30);
        Assert.Equal(3, layer.Weight!.Read()[0, 0], 1e-3);
        Assert.Equal(-1, layer.Bias!.Read()[0], 1e-3);
    }

    [Fact]
    public void A_data_set_and_a_transform_of_ones_own_give_batches()
    {
        var data = new TransformedDataset(new CountingDataset(100), new Compose([new InvertTransform()]), seed: 3);
        var inverted = 0;
        foreach (var (features, targets) in new DataLoader(data, batchSize: 30, shuffle: true))
        {
            for (var row = 0; row < targets.Count; row++)
            {
                var (value, target) = (features[row, 0, 1, 1], targets[row, 0]);
                Assert.True(value == target || value == 1 - target);
                inverted += value == 1 - target ? 1 : 0;
            }
        }

        Assert.InRange(inverted, 30, 70);
    }
}
