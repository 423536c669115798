using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Tensors;

namespace Interop.Bench.Workloads;

/// <summary>The networks that are measured, from one that fits in a register file to one that does not fit in any cache.</summary>
internal static class WorkloadList
{
    // SGD reads and writes w once; Adam reads w, m and v and writes them back.
    private const double SgdBytes = 8;
    private const double AdamBytes = 24;

    public static IReadOnlyList<Workload> All { get; } =
    [
        new("tiny", () => new(new Dense(16), new ReLU(), new Dense(3)), 4, 3, () => new SGD(0.001f))
        {
            MultiplyAdds = (4 * 16) + (16 * 3), FirstLayerMultiplyAdds = 4 * 16, Parameters = 131, UpdateBytesPerParameter = SgdBytes,
        },
        new("mlp", () => Perceptron(batchNormalization: false), 784, 10, () => new Adam(1e-4f))
        {
            MultiplyAdds = 234752, FirstLayerMultiplyAdds = 784 * 256, Parameters = 235146, UpdateBytesPerParameter = AdamBytes,
        },
        new("mlpbn", () => Perceptron(batchNormalization: true), 784, 10, () => new Adam(1e-4f))
        {
            MultiplyAdds = 234752, FirstLayerMultiplyAdds = 784 * 256, Parameters = 235914, UpdateBytesPerParameter = AdamBytes,
        },
        new("cnn", Convolutional, new Shape(1, 28, 28), 10, () => new Adam(1e-4f))
        {
            MultiplyAdds = 11_992_448, FirstLayerMultiplyAdds = 26 * 26 * 32 * 9, Parameters = 1_199_882, UpdateBytesPerParameter = AdamBytes,
        },
        new("big", Big, 1024, 1000, () => new SGD(0.001f))
        {
            MultiplyAdds = 25_067_520, FirstLayerMultiplyAdds = 1024 * 4096, Parameters = 25_076_712, UpdateBytesPerParameter = SgdBytes,
        },
        new("bigadam", Big, 1024, 1000, () => new Adam(1e-4f), IsTrainingOnly: true)
        {
            MultiplyAdds = 25_067_520, FirstLayerMultiplyAdds = 1024 * 4096, Parameters = 25_076_712, UpdateBytesPerParameter = AdamBytes,
        },
    ];

    private static Sequential Perceptron(bool batchNormalization)
    {
        var network = new Sequential();
        foreach (var units in new[] { 256, 128 })
        {
            network.Add(new Dense(units));
            if (batchNormalization)
            {
                network.Add(new BatchNormalization());
            }

            network.Add(new ReLU());
            network.Add(new Dropout(0.5));
        }

        network.Add(new Dense(10));
        return network;
    }

    private static Sequential Convolutional() => new(
        new Conv2D(32, 3), new ReLU(), new Conv2D(64, 3), new ReLU(), new MaxPool2D(2), new Dropout(0.25),
        new Flatten(), new Dense(128), new ReLU(), new Dropout(0.5), new Dense(10));

    private static Sequential Big() => new(new Dense(4096), new ReLU(), new Dense(4096), new ReLU(), new Dense(1000));
}
