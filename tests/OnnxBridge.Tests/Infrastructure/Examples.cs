using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Tests.Infrastructure;

/// <summary>Networks and batches for tests.</summary>
internal static class Examples
{
    /// <summary>A batch of numbers from a seeded generator, in [-2, 2).</summary>
    public static Tensor Batch(Shape shape, int seed = 1)
    {
        var random = new Random(seed);
        var tensor = new Tensor(shape);
        foreach (ref var value in tensor.Span)
        {
            value = (random.NextSingle() * 4) - 2;
        }

        return tensor;
    }

    /// <summary>Gives every parameter and buffer values as after training: none is 0 or 1 any more, and variances are positive.</summary>
    public static TNetwork Trained<TNetwork>(TNetwork network, int seed = 7)
        where TNetwork : Network
    {
        var random = new Random(seed);
        foreach (var (name, parameter) in network.NamedParameters)
        {
            var isVariance = name.EndsWith("running_var", StringComparison.Ordinal);
            foreach (ref var value in parameter.Storage)
            {
                value = isVariance ? 0.25f + random.NextSingle() : value + (0.2f * (random.NextSingle() - 0.5f));
            }
        }

        return network;
    }

    /// <summary>The main job's network: Dense, batch normalization, ReLU, dropout, twice, and softmax.</summary>
    public static Sequential Perceptron()
    {
        var network = new Sequential(
            new Dense(24, name: "hidden1"),
            new BatchNormalization(name: "norm1"),
            new Native.Activations.ReLU(),
            new Dropout(0.2),
            new Dense(16, name: "hidden2"),
            new BatchNormalization(name: "norm2"),
            new Native.Activations.ReLU(),
            new Dropout(0.2),
            new Dense(10, activation: "softmax", name: "classes"));
        network.Build(12);
        return Trained(network);
    }
}
