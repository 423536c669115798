using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Initializers;

namespace Interop.Parity.Engines.Native;

/// <summary>Runs initializer cases on the engine.</summary>
internal static class NativeInitializers
{
    /// <summary>Weights and biases by PyTorch's names.</summary>
    public static NamedTensors Run(InitializerCase parityCase)
    {
        var network = new Sequential { Generator = new TorchGenerator(parityCase.Seed) };
        for (var layer = 1; layer < parityCase.Widths.Count; layer++)
        {
            network.Add(new Dense(parityCase.Widths[layer]));
            if (parityCase.Normalized && layer < parityCase.Widths.Count - 1)
            {
                network.Add(new BatchNormalization());
            }
        }

        network.Build([parityCase.Widths[0]]);
        return State(network, "");
    }

    /// <summary>All parameters and buffers of a network; counters as whole numbers, as PyTorch has them.</summary>
    public static NamedTensors State(Network network, string prefix)
    {
        var outputs = new NamedTensors();
        AddState(outputs, network, prefix);
        return outputs;
    }

    /// <summary>Adds all parameters and buffers of a network.</summary>
    public static void AddState(NamedTensors outputs, Network network, string prefix)
    {
        foreach (var (name, tensor) in network.StateDict())
        {
            if (name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
            {
                outputs.Add(prefix + name, (long)tensor.Span[0]);
            }
            else
            {
                outputs.Add(prefix + name, tensor);
            }
        }
    }
}
