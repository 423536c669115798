using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using TorchSharp;
using TorchTensor = TorchSharp.torch.Tensor;

namespace Interop.TorchBridge.Live.ToNative;

/// <summary>
/// What is seen of a forward pass through the hooks of modules: which module was given which tensor. A tensor is known by the place of its first number, which
/// stays its own because every tensor seen is kept; its numbers are compared bit for bit, so that arithmetic in place does not go unseen.
/// </summary>
internal sealed class ForwardTrace : IDisposable
{
    private readonly List<TracedValue> _values = [];
    private readonly Dictionary<torch.nn.Module, Layer?> _layers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<torch.nn.Module, int> _calls = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<Symbol[]> _open = new();
    private readonly int _batchSize;
    private string _last = "the input";

    /// <summary>Begins with the input of the network.</summary>
    public ForwardTrace(TorchTensor input)
    {
        _batchSize = checked((int)input.shape[0]);
        Input = Symbol.Input(TorchTensorExtensions.ToShape(input.shape.AsSpan()[1..]), "input");
        Keep(input, Input, "the input");
    }

    /// <summary>The input of the network.</summary>
    public Symbol Input { get; }

    /// <summary>The layers, with the modules they were made of; of a module without parameters the last.</summary>
    public IReadOnlyDictionary<torch.nn.Module, Layer?> Layers => _layers;

    /// <summary>A module is about to be called.</summary>
    public void Enter(string name, torch.nn.Module module, params ReadOnlySpan<TorchTensor> inputs)
    {
        var symbols = new Symbol[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            symbols[i] = Find(inputs[i], $"{module.GetName()} '{name}' was given");
        }

        _open.Push(symbols);
    }

    /// <summary>A module has been called.</summary>
    /// <returns>A copy of the result, to take its place: a tensor that no module has given before.</returns>
    public TorchTensor Leave(string name, torch.nn.Module module, Func<torch.nn.Module, ModuleCall, Layer?> convert, TorchTensor result)
    {
        var inputs = _open.Pop();
        var place = $"{module.GetName()} '{name}'";
        Check(result, $"{place} gave");
        if (!_layers.TryGetValue(module, out var layer) || HasNoState(module))
        {
            // Called again, a module without parameters is another layer: sharing would mean nothing.
            _calls[module] = _calls.GetValueOrDefault(module) + 1;
            var layerName = name.Length == 0 ? null : _calls[module] == 1 ? name : $"{name}_{_calls[module]}";
            layer = Convert(convert, module, new ModuleCall(layerName, [.. inputs.Select(input => input.Shape)], SampleShape(result)), place);
            _layers[module] = layer;
        }

        var symbol = Call(layer, inputs, place);
        if (symbol.Shape != SampleShape(result))
        {
            throw new TorchConversionException(
                $"{place} gave samples of shape {SampleShape(result)}, but the layer {layer?.Kind ?? "(none)"} that its converter made gives {symbol.Shape}; mend the converter.");
        }

        // What the module changed in place is now what it gave.
        foreach (var changed in _values.Where(value => !value.IsUnchanged))
        {
            changed.Symbol = symbol;
            changed.Giver = place;
            changed.Refresh();
        }

        var copy = result.clone();
        Keep(copy, symbol, place);
        _last = place;
        return copy;
    }

    /// <summary>What a tensor is in the network.</summary>
    public Symbol Find(TorchTensor tensor, string what)
    {
        Check(tensor, what);
        var place = tensor.AsSpan();
        for (var i = _values.Count - 1; i >= 0; i--)
        {
            var value = _values[i];
            if (!Unsafe.AreSame(ref MemoryMarshal.GetReference(place), ref MemoryMarshal.GetReference(value.Tensor.AsSpan())) || tensor.numel() != value.Tensor.numel())
            {
                continue;
            }

            if (!value.IsUnchanged)
            {
                throw new TorchConversionException($"{what} what {value.Giver} gave, but it was changed in between by arithmetic that is not a module's call. {Remedy}");
            }

            return value.Symbol.Shape == SampleShape(tensor) ? value.Symbol : Reshaped(value, tensor);
        }

        throw new TorchConversionException(
            $"{what} a tensor of shape [{string.Join(", ", tensor.shape)}] that no module gave: after {_last} the forward pass computes something that is not a module's call, or calls a module by 'forward' instead of 'call'. {Remedy}");
    }

    /// <inheritdoc/>
    public void Dispose() => _values.ForEach(value => value.Tensor.Dispose());

    // Kept beyond the scopes that a forward pass may open for itself.
    private void Keep(TorchTensor tensor, Symbol symbol, string giver) => _values.Add(new TracedValue(tensor.alias().DetachFromDisposeScope(), symbol, giver));

    private const string Remedy =
        "Put that arithmetic into modules (TorchAdd, TorchMultiply, TorchConcatenate or one of your own), or give the module that does it a converter (ModuleConverters.With)";

    // A view of the same numbers under another shape is Flatten or Reshape; the layer is remembered so that a second look is the same symbol.
    private Symbol Reshaped(TracedValue value, TorchTensor tensor)
    {
        var shape = SampleShape(tensor);
        Layer layer = shape.Rank == 1 ? new Flatten() : new Reshape(shape.Extents);
        var symbol = layer.Call(value.Symbol);
        Keep(tensor, symbol, value.Giver);
        return symbol;
    }

    private static bool HasNoState(torch.nn.Module module) => module.state_dict().Count == 0;

    private static Layer? Convert(Func<torch.nn.Module, ModuleCall, Layer?> convert, torch.nn.Module module, ModuleCall call, string place)
    {
        try
        {
            return convert(module, call);
        }
        catch (ArgumentException error)
        {
            throw new TorchConversionException($"{place} cannot be brought over: {error.Message}", error);
        }
    }

    private static Symbol Call(Layer? layer, Symbol[] inputs, string place)
    {
        if (layer is null)
        {
            return inputs.Length == 1 ? inputs[0] : throw new TorchConversionException($"{place} takes {inputs.Length} tensors, so its converter must make a layer; it made none.");
        }

        try
        {
            return layer.Call(inputs);
        }
        catch (NetworkException error)
        {
            throw new TorchConversionException($"{place} cannot be brought over: {error.Message}", error);
        }
    }

    private void Check(TorchTensor tensor, string what)
    {
        if (tensor.dtype != torch.ScalarType.Float32 || tensor.device_type != DeviceType.CPU || !tensor.is_contiguous() || tensor.numel() == 0)
        {
            throw new TorchConversionException(
                $"{what} a tensor of {tensor.dtype} and shape [{string.Join(", ", tensor.shape)}] on {tensor.device}{(tensor.is_contiguous() ? "" : ", not contiguous")}; a contiguous one of Float32 on the CPU with at least one element can be followed.");
        }

        if (tensor.dim() == 0 || tensor.shape[0] != _batchSize)
        {
            throw new TorchConversionException(
                $"{what} a tensor of shape [{string.Join(", ", tensor.shape)}], whose first axis is not the batch of {_batchSize}; networks keep the batch apart.");
        }
    }

    private static Shape SampleShape(TorchTensor tensor) => TorchTensorExtensions.ToShape(tensor.shape.AsSpan()[1..]);
}
