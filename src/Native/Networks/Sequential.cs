using System.Collections;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Networks;

/// <summary>
/// Layers in a row, each fed by the one before. Layers without a name are named by their position, as PyTorch's Sequential does, so that
/// state dicts line up: the weight of the first layer is <c>0.weight</c>.
/// </summary>
public sealed class Sequential : Network, IEnumerable<Layer>
{
    private readonly List<Layer> _layers = [];
    private readonly HashSet<Layer> _known = [];

    /// <summary>Makes a network of layers in a row; more may be added until it is built.</summary>
    /// <param name="layers">The layers, first to last.</param>
    public Sequential(params ReadOnlySpan<Layer> layers)
    {
        foreach (var layer in layers)
        {
            Add(layer);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers => _layers;

    /// <summary>Adds a layer at the end.</summary>
    /// <param name="layer">The layer.</param>
    /// <exception cref="NetworkException">The network is built already, or holds this layer object.</exception>
    public void Add(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (IsBuilt)
        {
            throw new NetworkException("A network that is built takes no more layers; add all of them first.");
        }

        if (!_known.Add(layer))
        {
            throw new NetworkException($"This {layer.Kind} object is in the network already; make another, or use a Model to share its weights.");
        }

        _layers.Add(layer);
    }

    /// <inheritdoc/>
    public IEnumerator<Layer> GetEnumerator() => _layers.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected override NetworkGraph CreateGraph(ReadOnlySpan<Shape> inputs)
    {
        if (inputs.Length != 1)
        {
            throw new NetworkException($"A Sequential has one input, got the shapes of {inputs.Length}.");
        }

        if (_layers.Count == 0)
        {
            throw new NetworkException("A Sequential without layers computes nothing; add at least one.");
        }

        var nodes = new List<Node> { new(null, [], inputs[0], "input") };
        for (var i = 0; i < _layers.Count; i++)
        {
            nodes.Add(BuildNode(_layers[i], [nodes[^1]], $"{i}"));
        }

        var names = _layers.GroupBy(layer => layer.Name).FirstOrDefault(group => group.Count() > 1);
        if (names is not null)
        {
            throw new NetworkException($"{names.Count()} layers are named '{names.Key}'; names must differ.");
        }

        return new NetworkGraph(nodes, [nodes[0]], [nodes[^1]]);
    }
}
