using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Networks;

/// <summary>
/// A graph of layers, Keras' functional model: several inputs, joins, branches, shared weights, several outputs. Layers without a name are
/// named by kind and count: <c>dense_1</c>.
/// </summary>
public sealed class Model : Network
{
    private readonly Symbol[] _inputs;
    private readonly Symbol[] _outputs;
    private readonly List<Layer> _layers = [];

    /// <summary>Makes a model of what leads from inputs to outputs. It is built at the first use, or by <see cref="Network.Build"/>.</summary>
    /// <param name="inputs">Symbols made by <see cref="Symbol.Input"/>.</param>
    /// <param name="outputs">Symbols that depend on these inputs.</param>
    /// <exception cref="NetworkException">An output does not depend on the inputs, or on one that is not listed.</exception>
    public Model(ReadOnlySpan<Symbol> inputs, ReadOnlySpan<Symbol> outputs)
    {
        _inputs = inputs.ToArray();
        _outputs = outputs.ToArray();
        if (_inputs.Length == 0 || _outputs.Length == 0)
        {
            throw new NetworkException($"A model needs at least one input and one output, got {_inputs.Length} and {_outputs.Length}.");
        }

        // Sets, since a file may describe networks of very many layers.
        var (inputSet, known) = (_inputs.ToHashSet(), new HashSet<Layer>());
        foreach (var symbol in InOrder())
        {
            if (symbol.Layer is null && !inputSet.Contains(symbol))
            {
                throw new NetworkException($"The outputs depend on input '{symbol.Name}' of shape {symbol.Shape}, which is not among the model's inputs; list it.");
            }

            if (symbol.Layer is { } layer && known.Add(layer))
            {
                _layers.Add(layer);
            }
        }
    }

    /// <summary>Makes a model with one input and one output.</summary>
    /// <param name="input">A symbol made by <see cref="Symbol.Input"/>.</param>
    /// <param name="output">A symbol that depends on it.</param>
    public Model(Symbol input, Symbol output)
        : this([input], [output])
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers => _layers;

    private protected override NetworkGraph KnownGraph() => CreateGraph([]);

    private protected override NetworkGraph CreateGraph(ReadOnlySpan<Shape> inputs)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs.Length != _inputs.Length || inputs[i] != _inputs[i].Shape)
            {
                throw new NetworkException(
                    $"The model was made for inputs of shape {string.Join(" and ", _inputs.Select(input => input.Shape))}, got {string.Join(" and ", inputs.ToArray())}.");
            }
        }

        var counts = new Dictionary<string, int>();
        var taken = _layers.Select(layer => layer.Name).OfType<string>().ToHashSet();
        var nodes = new Dictionary<Symbol, Node>();
        for (var i = 0; i < _inputs.Length; i++)
        {
            nodes[_inputs[i]] = new Node(null, [], _inputs[i].Shape, _inputs[i].Name ?? (_inputs.Length == 1 ? "input" : $"input_{i + 1}"));
        }

        foreach (var symbol in InOrder().Where(symbol => symbol.Layer is not null))
        {
            var layer = symbol.Layer!;
            nodes[symbol] = BuildNode(layer, [.. symbol.Inputs.Select(input => nodes[input])], layer.Name ?? NextName(layer, counts, taken));
        }

        var repeated = _layers.GroupBy(layer => layer.Name).FirstOrDefault(group => group.Count() > 1);
        if (repeated is not null)
        {
            throw new NetworkException($"{repeated.Count()} layers are named '{repeated.Key}'; names must differ.");
        }

        return new NetworkGraph([.. nodes.Values], [.. _inputs.Select(input => nodes[input])], [.. _outputs.Select(output => nodes[output])]);
    }

    private static string NextName(Layer layer, Dictionary<string, int> counts, HashSet<string> taken)
    {
        string name;
        var kind = layer.Kind.ToLowerInvariant();
        do
        {
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
            name = $"{kind}_{counts[kind]}";
        }
        while (taken.Contains(name));
        return name;
    }

    // All symbols the outputs depend on, each after its inputs; inputs first. Iterative, so that depth is not bounded by the stack.
    private List<Symbol> InOrder()
    {
        var order = new List<Symbol>(_inputs);
        var done = new HashSet<Symbol>(_inputs);
        foreach (var output in _outputs)
        {
            var open = new Stack<(Symbol Symbol, bool Ready)>([(output, false)]);
            while (open.TryPop(out var next))
            {
                if (next.Ready)
                {
                    if (done.Add(next.Symbol))
                    {
                        order.Add(next.Symbol);
                    }
                }
                else if (!done.Contains(next.Symbol))
                {
                    open.Push((next.Symbol, true));
                    foreach (var input in next.Symbol.Inputs.Reverse())
                    {
                        open.Push((input, false));
                    }
                }
            }
        }

        return order;
    }
}
