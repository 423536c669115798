using Interop.Parity.Cases;
using Interop.Parity.Cases.Initializers;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Runs initializer cases on TorchSharp.</summary>
internal static class TorchSharpInitializers
{
    /// <summary>Weights and biases by name.</summary>
    public static NamedTensors Run(InitializerCase parityCase)
    {
        var layers = new List<Module<torch.Tensor, torch.Tensor>>();
        for (var layer = 1; layer < parityCase.Widths.Count; layer++)
        {
            layers.Add(Linear(parityCase.Widths[layer - 1], parityCase.Widths[layer]));
            if (parityCase.Normalized && layer < parityCase.Widths.Count - 1)
            {
                layers.Add(BatchNorm1d(parityCase.Widths[layer]));
            }
        }

        using var network = Sequential(layers);
        var outputs = new NamedTensors();
        AddState(outputs, network, "");
        return outputs;
    }

    /// <summary>Adds all parameters and buffers of a module.</summary>
    public static void AddState(NamedTensors outputs, Module module, string prefix)
    {
        foreach (var (name, tensor) in module.state_dict())
        {
            outputs.Add(prefix + name, tensor);
        }
    }
}
