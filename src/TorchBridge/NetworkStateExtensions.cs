using Interop.Native.Files;
using Interop.Native.Layers;
using Interop.Native.Networks;

namespace Interop.TorchBridge;

/// <summary>Moves the parameters of networks into states and back.</summary>
public static class NetworkStateExtensions
{
    /// <summary>Replaces a network's parameters and buffers by a state's tensors of the same names; 16-bit and 64-bit numbers become 32-bit floats.</summary>
    /// <param name="network">The network, built.</param>
    /// <param name="state">The tensors.</param>
    /// <param name="options">Renaming and strictness; null for the names as they are, strictly.</param>
    /// <returns>What was loaded and what did not fit.</returns>
    /// <exception cref="TorchStateException">The options are strict and something does not fit; nothing is changed.</exception>
    /// <exception cref="NetworkException">The network is not built.</exception>
    public static StateLoadReport LoadTorchState(this Network network, TorchState state, StateLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(state);
        _ = network.Graph;
        options ??= new StateLoadOptions();
        var renamed = state.Rename(options.Names).Tensors;
        var parameters = network.NamedParameters.ToArray();
        var names = parameters.Select(named => named.Name).ToHashSet();
        (string Name, Parameter Parameter)[] given = [.. parameters.Where(named => renamed.ContainsKey(named.Name))];
        (string Name, Parameter Parameter)[] fitting = [.. given.Where(named => renamed[named.Name].Shape == named.Parameter.Shape)];
        var report = new StateLoadReport(
            [.. fitting.Select(named => named.Name)],
            [.. parameters.Select(named => named.Name).Where(name => !renamed.ContainsKey(name))],
            [.. renamed.Keys.Where(name => !names.Contains(name))],
            [.. given.Except(fitting).Select(named => new MisshapenTensor(named.Name, named.Parameter.Shape, renamed[named.Name].Shape))]);
        if (options.Strict && !report.IsComplete)
        {
            throw new TorchStateException(
                $"The state does not fit the network. {report} Rename with {nameof(StateLoadOptions.Names)}, or load what fits with {nameof(StateLoadOptions.Strict)} = false.",
                report);
        }

        foreach (var (name, parameter) in fitting)
        {
            parameter.Write(renamed[name].ToTensor());
        }

        return report;
    }

    /// <summary>
    /// A network's parameters and buffers as a state under PyTorch's names, as 32-bit floats; <c>num_batches_tracked</c> as a 64-bit integer, which
    /// PyTorch and TorchSharp expect.
    /// </summary>
    /// <param name="network">The network, built.</param>
    /// <exception cref="NetworkException">The network is not built.</exception>
    public static TorchState ToTorchState(this Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _ = network.Graph;
        var state = new TorchState();
        foreach (var (name, parameter) in network.NamedParameters)
        {
            var tensor = parameter.Read();
            state.Add(name, parameter.Name == "num_batches_tracked" ? StoredTensor.From(tensor.Shape, [(long)tensor.Span[0]]) : StoredTensor.From(tensor));
        }

        return state;
    }
}
