using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using TorchSharp;
using TorchTensor = TorchSharp.torch.Tensor;

namespace Interop.TorchBridge.Live.ToNative;

/// <summary>Brings a module over: follows one forward pass, builds the network, takes the parameters and compares the outputs.</summary>
internal sealed class ModuleImporter(ModuleConversionOptions options)
{
    private readonly List<Action> _unhook = [];

    /// <summary>Brings a module over.</summary>
    public Network Import(torch.nn.Module<TorchTensor, TorchTensor> module, TorchTensor example)
    {
        if (example.dim() == 0)
        {
            throw new TorchConversionException("The example is a batch: its first axis counts samples. It has no axis.");
        }

        using var scope = torch.NewDisposeScope();
        using var gradients = torch.no_grad();
        using var mode = new InferenceMode(module);
        using var random = new torch.Generator(1);
        var network = Follow(module, example.detach().clone());
        Compare(module, network, example.detach());

        // Of both signs, so that a branch on a mean or a sum takes both ways.
        var other = torch.randn(example.shape, generator: random);
        Compare(module, network, other);
        Compare(module, network, other.neg());
        return network;
    }

    private Network Follow(torch.nn.Module<TorchTensor, TorchTensor> module, TorchTensor input)
    {
        using var trace = new ForwardTrace(input);
        try
        {
            Hook(trace, module, "", []);
            var result = module.call(input);
            return Build(trace, trace.Find(result, "As its result the module gave"));
        }
        finally
        {
            _unhook.ForEach(unhook => unhook());
        }
    }

    // Modules with a converter are leaves; others are looked into; those with neither converter nor parts refuse when they are called.
    private void Hook(ForwardTrace trace, torch.nn.Module module, string name, HashSet<torch.nn.Module> seen)
    {
        if (!seen.Add(module))
        {
            return;
        }

        var convert = options.Converters.Find(module);
        var parts = module.named_children().ToArray();
        if (convert is null && parts.Length > 0)
        {
            foreach (var (part, child) in parts)
            {
                Hook(trace, child, name.Length == 0 ? part : $"{name}.{part}", seen);
            }

            return;
        }

        convert ??= (unknown, call) => throw new TorchConversionException(
            $"{unknown.GetName()} '{call.Name}' has no converter; add one: ModuleConverters.Default.With<{unknown.GetType().Name}>((module, call) => …).");
        switch (module)
        {
            case torch.nn.Module<TorchTensor, TorchTensor> unary:
                var enter = unary.register_forward_pre_hook((_, input) =>
                {
                    trace.Enter(name, module, input);
                    return input;
                });
                var leave = unary.register_forward_hook((_, _, result) => trace.Leave(name, module, convert, result));
                _unhook.Add(enter.remove);
                _unhook.Add(leave.remove);
                break;
            case torch.nn.Module<TorchTensor, TorchTensor, TorchTensor> binary:
                var enterBoth = binary.register_forward_pre_hook((_, first, second) =>
                {
                    trace.Enter(name, module, first, second);
                    return null;
                });
                var leaveBoth = binary.register_forward_hook((_, _, _, result) => trace.Leave(name, module, convert, result));
                _unhook.Add(enterBoth.remove);
                _unhook.Add(leaveBoth.remove);
                break;
        }
    }

    private static Network Build(ForwardTrace trace, Symbol output)
    {
        if (output.Layer is null)
        {
            throw new TorchConversionException("The module gives back its input; there is nothing to bring over.");
        }

        var network = Chain(output) is { } chain ? (Network)new Sequential(chain) : new Model(trace.Input, output);
        network.Build(trace.Input.Shape);
        foreach (var (module, layer) in trace.Layers)
        {
            TakeParameters(module, layer);
        }

        return network;
    }

    // The layers in a row, where the network is one and names differ; else null.
    private static Layer[]? Chain(Symbol output)
    {
        var layers = new List<Layer>();
        for (var symbol = output; symbol.Layer is { } layer; symbol = symbol.Inputs[0])
        {
            if (symbol.Inputs.Count != 1 || layers.Contains(layer))
            {
                return null;
            }

            layers.Insert(0, layer);
        }

        return [.. layers];
    }

    private static void TakeParameters(torch.nn.Module module, Layer? layer)
    {
        if (layer is null || layer.Parameters.Count == 0)
        {
            return;
        }

        var state = module.state_dict();
        foreach (var parameter in layer.Parameters)
        {
            if (!state.TryGetValue(parameter.Name, out var tensor))
            {
                throw new TorchConversionException(
                    $"Layer {layer.Kind} '{layer.Name}' has a parameter '{parameter.Name}', but {module.GetName()} has {Listing.Of(state.Keys)}; its converter must make a layer with the module's names.");
            }

            var value = tensor.ToNative();
            if (value.Shape != parameter.Shape)
            {
                throw new TorchConversionException(
                    $"'{parameter.Name}' of layer {layer.Kind} '{layer.Name}' has shape {parameter.Shape}, that of {module.GetName()} {value.Shape}; its converter must make a layer of the module's sizes.");
            }

            parameter.Write(value);
        }
    }

    private void Compare(torch.nn.Module<TorchTensor, TorchTensor> module, Network network, TorchTensor input)
    {
        var expected = module.call(input).ToNative();
        var actual = network.Predict(input.ToNative());
        var comparison = TensorComparison.Of(expected, actual);
        if (comparison.RelativeToLargest > options.Tolerance)
        {
            throw new TorchConversionException(
                $"The network's output differs from the module's by {comparison.MaximumAbsolute:G3} where the largest value is {comparison.LargestExpected:G3}; {options.Tolerance:G3} of it is allowed. "
                + "Does the forward pass depend on the numbers it is given, or on chance, or a converter on something else than the module?");
        }
    }
}
