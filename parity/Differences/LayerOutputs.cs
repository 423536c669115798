using Interop.Native.Files;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.TorchBridge;

namespace Interop.Parity.Differences;

/// <summary>
/// The outputs of a network's layers for a batch, by the layers' names in the order in which they are computed: the engine's own, and those of
/// whatever it is compared with.
/// </summary>
internal static class LayerOutputs
{
    private const string DescriptionKey = "interop.network";

    /// <summary>The outputs of both sides.</summary>
    /// <param name="first">A model file of the engine.</param>
    /// <param name="second">
    /// What to compare it with: another model file; a state for the same network; or outputs of layers that were saved by the layers' names.
    /// </param>
    /// <param name="input">A file with the batch: one tensor [N, …] for each input of the network, in order.</param>
    /// <param name="names">Turns the second file's names into the first's.</param>
    /// <exception cref="InvalidDataException">The first file is no model, or the second fits in none of the three ways.</exception>
    /// <exception cref="NetworkException">The batch does not fit the network.</exception>
    public static (TorchState First, TorchState Second) Of(string first, string second, string input, NameMap names)
    {
        if (!IsModel(first))
        {
            throw new InvalidDataException($"{first}: with --input, the first file must be a model of the engine (.safetensors with its architecture), which can be run.");
        }

        var network = ModelFile.Load(first).Network;
        Tensor[] batch = [.. TorchStateFile.Read(input).Tensors.Values.Select(tensor => tensor.ToTensor())];
        var own = Run(network, batch);
        if (IsModel(second))
        {
            return (own, Run(ModelFile.Load(second).Network, batch).Rename(names));
        }

        var state = TorchStateFile.Read(second).Rename(NameMap.Unwrapped).Rename(names);
        if (state.Names.Any(own.Tensors.ContainsKey))
        {
            return (Shared(own, state), Shared(state, own));
        }

        var other = ModelFile.Load(first).Network;
        try
        {
            other.LoadTorchState(state);
        }
        catch (TorchStateException error)
        {
            throw new InvalidDataException(
                $"{second}: it is no model, its tensors do not fit the first file's network ({error.Message}), and none is named like one of the layers {string.Join(", ", own.Names)}; map names with --rename.",
                error);
        }

        return (own, Run(other, batch));
    }

    private static bool IsModel(string path) =>
        Path.GetExtension(path).Equals(".safetensors", StringComparison.OrdinalIgnoreCase) && SafetensorsFile.Read(path).Metadata.ContainsKey(DescriptionKey);

    private static TorchState Run(Network network, Tensor[] batch)
    {
        var outputs = network.PredictNodes(batch);
        var state = new TorchState();
        foreach (var (node, output) in network.Graph.Nodes.Zip(outputs).Where(pair => pair.First.Layer is not null))
        {
            // A layer that is called twice has a node for each call.
            var name = node.Name;
            for (var call = 2; state.Tensors.ContainsKey(name); call++)
            {
                name = $"{node.Name} (call {call})";
            }

            state.Add(name, output);
        }

        return state;
    }

    // Who saves outputs saves some of them, and other names beside.
    private static TorchState Shared(TorchState state, TorchState other)
    {
        var shared = new TorchState();
        foreach (var name in state.Names.Where(other.Tensors.ContainsKey))
        {
            shared.Add(name, state[name]);
        }

        return shared;
    }
}
