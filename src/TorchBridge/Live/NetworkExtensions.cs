using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.TorchBridge.Live.ToTorchSharp;
using TorchSharp;
using TorchTensor = TorchSharp.torch.Tensor;

namespace Interop.TorchBridge;

/// <summary>Turns networks into TorchSharp modules.</summary>
public static class NetworkExtensions
{
    /// <summary>
    /// A TorchSharp module that computes what a network computes, with copies of its parameters under the same names: a Sequential where the layers stand in a
    /// row, else a module that calls them as the graph says. It is in the mode of training the network is in. The caller disposes it.
    /// </summary>
    /// <param name="network">The network, built, with one input and one output.</param>
    /// <exception cref="TorchConversionException">A layer or an option has no counterpart in TorchSharp.</exception>
    /// <exception cref="NetworkException">The network is not built.</exception>
    public static torch.nn.Module<TorchTensor, TorchTensor> ToTorchSharp(this Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var graph = network.Graph;
        if (graph.Inputs.Count != 1 || graph.Outputs.Count != 1)
        {
            throw new TorchConversionException($"A network with {graph.Inputs.Count} inputs and {graph.Outputs.Count} outputs cannot become a module; one of each can.");
        }

        // Modules are no temporary tensors: they outlive the scopes around them.
        using var scope = torch.NewDisposeScope();
        var modules = new Dictionary<Layer, IReadOnlyList<(string Name, torch.nn.Module Module)>>();
        foreach (var node in graph.Nodes.Where(node => node.Layer is not null))
        {
            modules.TryAdd(node.Layer!, LayerModules.Of(node));
        }

        var inRow = graph.Nodes.Where((node, i) => i > 0).Select((node, i) => node.Inputs.Count == 1 && node.Inputs[0] == graph.Nodes[i]).All(follows => follows);
        torch.nn.Module<TorchTensor, TorchTensor> module = inRow && modules.Count == graph.Nodes.Count - 1
            ? torch.nn.Sequential(modules.Values.SelectMany(chain => chain).Select(part => (part.Name, (torch.nn.Module<TorchTensor, TorchTensor>)part.Module)))
            : new TorchNetwork(graph, modules);
        CopyParameters(network, module);
        module.train(network.IsTraining);
        return module;
    }

    private static void CopyParameters(Network network, torch.nn.Module module)
    {
        using var gradients = torch.no_grad();
        var state = module.state_dict();
        foreach (var (name, parameter) in network.NamedParameters)
        {
            if (!state.TryGetValue(name, out var target))
            {
                throw new TorchConversionException($"The network's parameter '{name}' has no counterpart in the module, which has {Listing.Of(state.Keys)}.");
            }

            using var value = parameter.Read().AsTorch();
            target.copy_(value);
        }
    }
}
