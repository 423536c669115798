using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Networks;

/// <summary>One call of a layer in a network's graph.</summary>
/// <param name="layer">The layer; null for an input of the network.</param>
/// <param name="inputs">The nodes whose outputs it takes, each before this one in topological order.</param>
/// <param name="shape">The shape of one sample of its output.</param>
/// <param name="name">The input's or the layer's name.</param>
public sealed class Node(Layer? layer, IReadOnlyList<Node> inputs, Shape shape, string name)
{
    /// <summary>The layer; null for an input of the network.</summary>
    public Layer? Layer { get; } = layer;

    /// <summary>The nodes whose outputs it takes.</summary>
    public IReadOnlyList<Node> Inputs { get; } = inputs;

    /// <summary>The shape of one sample of its output, without the batch axis.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>The input's or the layer's name.</summary>
    public string Name { get; } = name;
}
