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
        .. Convolutions,
    ];

    // Kinds of convolutions that the others lack: over colours, with strides, over single points, over each channel alone. Each but the first twice, so that one has a gradient of its input.
    private static IEnumerable<Workload> Convolutions =>
    [
        new("conv-rgb", () => Averaged(new Conv2D(32, 3, padding: 1)), new Shape(3, 64, 64), 10, () => new SGD(0.001f))
        {
            MultiplyAdds = (64 * 64 * 27 * 32) + 320, FirstLayerMultiplyAdds = 64 * 64 * 27 * 32, Parameters = 1226, UpdateBytesPerParameter = SgdBytes,
            TrainingBatches = [32], InferenceBatches = [1, 32],
        },
        new("conv-strided", () => Averaged(new Conv2D(64, 3, stride: 2, padding: 1), new Conv2D(64, 3, stride: 2, padding: 1)), new Shape(32, 56, 56), 10, () => new SGD(0.001f))
        {
            MultiplyAdds = (28 * 28 * 288 * 64) + (14 * 14 * 576 * 64) + 640, FirstLayerMultiplyAdds = 28 * 28 * 288 * 64, Parameters = 56_074,
            UpdateBytesPerParameter = SgdBytes, TrainingBatches = [32], InferenceBatches = [1, 32],
        },
        new("conv-1x1", () => Averaged(new Conv2D(128, 1), new Conv2D(64, 1)), new Shape(64, 28, 28), 10, () => new SGD(0.001f))
        {
            MultiplyAdds = (2 * 28 * 28 * 64 * 128) + 640, FirstLayerMultiplyAdds = 28 * 28 * 64 * 128, Parameters = 17_226,
            UpdateBytesPerParameter = SgdBytes, TrainingBatches = [32], InferenceBatches = [1, 32],
        },
        new("conv-depthwise", () => Averaged(new DepthwiseConv2D(3, padding: 1), new DepthwiseConv2D(3, padding: 1)), new Shape(64, 56, 56), 10, () => new SGD(0.001f))
        {
            MultiplyAdds = (2 * 56 * 56 * 9 * 64) + 640, FirstLayerMultiplyAdds = 56 * 56 * 9 * 64, Parameters = 1930,
            UpdateBytesPerParameter = SgdBytes, TrainingBatches = [32], InferenceBatches = [1, 32],
        },
    ];

    private static Sequential Averaged(params Layer[] convolutions)
    {
        var network = new Sequential();
        foreach (var convolution in convolutions)
        {
            network.Add(convolution);
            network.Add(new ReLU());
        }

        network.Add(new GlobalAveragePooling2D());
        network.Add(new Dense(10));
        return network;
    }

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
