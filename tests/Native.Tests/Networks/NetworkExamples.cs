using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Networks;

/// <summary>Small networks and data that several tests use.</summary>
internal static class NetworkExamples
{
    /// <summary>Dense, batch normalization, ReLU and dropout twice, and a softmax over three classes.</summary>
    public static Sequential Classifier(ulong seed = 42, int threads = 1) =>
        new(
            new Dense(24), new BatchNormalization(), new ReLU(), new Dropout(0.3),
            new Dense(16, activation: "relu"), new Dropout(0.2),
            new Dense(3, activation: "softmax"))
        {
            Generator = new TorchGenerator(seed),
            Threads = threads,
        };

    /// <summary>Samples of eight features in three classes that a network can tell apart.</summary>
    public static (Tensor X, Tensor Y) Classes(int samples, ulong seed = 3)
    {
        var random = new TorchGenerator(seed);
        var x = new Tensor([samples, 8]);
        random.FillNormal(x.Span, 0, 1);
        var classes = new int[samples];
        for (var i = 0; i < samples; i++)
        {
            classes[i] = random.NextInt(3);
            x[i, classes[i]] += 2.5f;
        }

        return (x, Tensor.FromClasses(classes));
    }

    /// <summary>All parameters of a network as bits, for comparisons that allow no difference.</summary>
    public static int[] Bits(Network network) =>
        [.. network.NamedParameters.SelectMany(named => named.Parameter.Read().ToArray()).Select(BitConverter.SingleToInt32Bits)];
}
