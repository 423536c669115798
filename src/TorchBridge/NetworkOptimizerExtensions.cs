using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.TorchBridge;

/// <summary>Gives networks what an optimizer of PyTorch or TorchSharp remembered.</summary>
public static class NetworkOptimizerExtensions
{
    /// <summary>
    /// Replaces what the network's optimizer remembers, so that the training goes on where the other stopped. The network has been compiled with
    /// the same kind of optimizer; <see cref="TorchOptimizerState.CreateOptimizer"/> makes one.
    /// </summary>
    /// <param name="network">The network, built and compiled.</param>
    /// <param name="saved">The saved state.</param>
    /// <param name="parameterNames">
    /// The names, in the network, of the saved parameters in their order; null where that is the network's own order, as for every Sequential. The names
    /// of a state dict of the same model are in that order; those of buffers among them are passed over.
    /// </param>
    /// <exception cref="TorchStateException">The state belongs to other parameters or to another optimizer; nothing is changed.</exception>
    /// <exception cref="NetworkException">The network is not built or not compiled.</exception>
    public static void LoadTorchOptimizer(this Network network, TorchOptimizerState saved, IReadOnlyList<string>? parameterNames = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(saved);
        var state = network.OptimizerState;
        var parameters = InOrder(network, parameterNames);
        if (parameters.Count != saved.Parameters.Count)
        {
            throw new TorchStateException(
                $"The optimizer was saved with {saved.Parameters.Count} parameters, the network has {parameters.Count}: {Listing.Of([.. parameters.Select(named => named.Name)])}.");
        }

        var values = new List<(Parameter Parameter, int Slot, Tensor Value)>();
        for (var i = 0; i < parameters.Count; i++)
        {
            Check(parameters[i].Name, parameters[i].Parameter, saved.Parameters[i], state.Optimizer, values);
        }

        foreach (var (parameter, slot, value) in values)
        {
            parameter.WriteLike(value, state.Slot(parameter, slot));
        }

        for (var i = 0; i < parameters.Count; i++)
        {
            var (remembered, target) = (saved.Parameters[i], state[parameters[i].Parameter]);

            // SGD does not count its steps; that it remembers a velocity tells that there was one.
            target.Step = remembered.Step ?? (remembered.Slots.Count > 0 ? 1 : 0);
            for (var scalar = 0; scalar < target.Scalars.Length && target.Step > 0; scalar++)
            {
                target.Scalars[scalar] = remembered.Scalars[state.Optimizer.ScalarNames[scalar]];
            }
        }

        state.Step = parameters.Max(named => state[named.Parameter].Step);
    }

    private static List<(string Name, Parameter Parameter)> InOrder(Network network, IReadOnlyList<string>? names)
    {
        var trainable = network.NamedParameters.Where(named => named.Parameter.IsTrainable).ToList();
        if (names is null)
        {
            return trainable;
        }

        var byName = trainable.ToDictionary(named => named.Name, named => named.Parameter);
        var known = network.NamedParameters.Select(named => named.Name).ToHashSet();
        return names.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? throw new TorchStateException($"The network has no parameter {Listing.Quote(unknown)}; it has {Listing.Of(known)}.")
            : [.. names.Where(byName.ContainsKey).Select(name => (name, byName[name]))];
    }

    private static void Check(
        string name, Parameter parameter, TorchParameterState saved, Native.Optimizers.Optimizer optimizer, List<(Parameter Parameter, int Slot, Tensor Value)> values)
    {
        // A parameter that never had a gradient has no state, or only zeros.
        if (saved.Slots.Count == 0 && saved.Step is null or 0)
        {
            for (var slot = 0; slot < optimizer.SlotNames.Count; slot++)
            {
                var start = new Tensor(parameter.Shape);
                start.Span.Fill(optimizer.InitialSlotValue(slot));
                values.Add((parameter, slot, start));
            }

            return;
        }

        for (var slot = 0; slot < optimizer.SlotNames.Count; slot++)
        {
            var slotName = optimizer.SlotNames[slot];
            if (!saved.Slots.TryGetValue(slotName, out var tensor))
            {
                throw new TorchStateException(
                    $"The saved state of '{name}' has {Listing.Of([.. saved.Slots.Keys])}, but {optimizer.GetType().Name} remembers '{slotName}'; compile the network with the optimizer that was saved, with its options.");
            }

            if (tensor.Shape != parameter.Shape)
            {
                throw new TorchStateException(
                    $"'{slotName}' of '{name}' has shape {parameter.Shape} here and {tensor.Shape} in the saved state; give the parameters' names in the order in which they were saved.");
            }

            values.Add((parameter, slot, tensor.ToTensor()));
        }

        if (optimizer.ScalarNames.FirstOrDefault(scalar => !saved.Scalars.ContainsKey(scalar)) is { } missing)
        {
            throw new TorchStateException($"The saved state of '{name}' lacks '{missing}', which {optimizer.GetType().Name} remembers.");
        }
    }
}
