using Interop.Native.Tensors;

using System.Collections.Concurrent;
using Interop.Native.Layers;

namespace Interop.Native.Networks;

/// <summary>What a network computes: its nodes in topological order, with those that are inputs and outputs.</summary>
/// <param name="nodes">All nodes, each after those it depends on.</param>
/// <param name="inputs">The inputs, in the order in which the network takes them.</param>
/// <param name="outputs">The outputs, in the order in which the network gives them.</param>
public sealed class NetworkGraph(IReadOnlyList<Node> nodes, IReadOnlyList<Node> inputs, IReadOnlyList<Node> outputs)
{
    /// <summary>The layers with batch normalizations folded into them, shared by all plans.</summary>
    internal ConcurrentDictionary<(Layer, BatchNormalization), FoldedLayer> Folds { get; } = new();

    /// <summary>All nodes, each after those it depends on.</summary>
    public IReadOnlyList<Node> Nodes { get; } = nodes;

    /// <summary>The inputs, in the order in which the network takes them.</summary>
    public IReadOnlyList<Node> Inputs { get; } = inputs;

    /// <summary>The outputs, in the order in which the network gives them.</summary>
    public IReadOnlyList<Node> Outputs { get; } = outputs;

    /// <summary>The shapes of one sample of each input.</summary>
    public IReadOnlyList<Shape> InputShapes { get; } = [.. inputs.Select(node => node.Shape)];

    /// <summary>The shapes of one sample of each output.</summary>
    public IReadOnlyList<Shape> OutputShapes { get; } = [.. outputs.Select(node => node.Shape)];
}
