using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;

namespace Interop.OnnxBridge.Export;

/// <summary>A network as the file is to compute it: with its inputs normalized before and its scores turned into probabilities behind.</summary>
internal static class DeployedNetwork
{
    /// <summary>The network itself, or one of the same layers with others around them.</summary>
    /// <param name="network">The network, built.</param>
    /// <param name="options">What goes around it.</param>
    /// <exception cref="OnnxExportException">The options do not fit the network.</exception>
    public static Network Of(Network network, OnnxExportOptions options)
    {
        var graph = network.Graph;
        CheckNames(graph, options);
        if (options.InputNormalization.Count == 0 && options.Head is not { Softmax: true })
        {
            return network;
        }

        var names = graph.Nodes.Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        var symbols = new Dictionary<Node, Symbol>();
        var inputs = new List<Symbol>();
        foreach (var node in graph.Inputs)
        {
            var input = Symbol.Input(node.Shape, node.Name);
            inputs.Add(input);
            symbols[node] = options.InputNormalization.TryGetValue(node.Name, out var normalization)
                ? new Normalization([.. normalization.Mean], [.. normalization.Deviation], normalization.Axis, FreeName(names, $"normalize_{node.Name}")).Call(input)
                : input;
        }

        foreach (var node in graph.Nodes.Where(node => node.Layer is not null))
        {
            symbols[node] = node.Layer!.Call([.. node.Inputs.Select(input => symbols[input])]);
        }

        Symbol[] outputs = [.. graph.Outputs.Select(node => symbols[node])];
        if (options.Head is { Softmax: true } head)
        {
            outputs[head.Output] = new Activation(new Softmax(), FreeName(names, "softmax")).Call(outputs[head.Output]);
        }

        var deployed = new Model([.. inputs], outputs);
        deployed.Build();
        return deployed;
    }

    private static void CheckNames(NetworkGraph graph, OnnxExportOptions options)
    {
        foreach (var name in options.InputNormalization.Keys.Where(name => graph.Inputs.All(input => input.Name != name)))
        {
            throw new OnnxExportException(
                $"{nameof(OnnxExportOptions)}.{nameof(OnnxExportOptions.InputNormalization)} names input '{name}'; the network's inputs are " +
                $"{string.Join(", ", graph.Inputs.Select(input => $"'{input.Name}'"))}.");
        }

        if (options.Head is not { } head)
        {
            return;
        }

        if (head.Output < 0 || head.Output >= graph.Outputs.Count || graph.Outputs[head.Output].Shape.Rank != 1)
        {
            throw new OnnxExportException(
                $"A classification head belongs to an output of shape [N, classes]; output {head.Output} is none of the network's " +
                $"({string.Join(", ", graph.OutputShapes.Select(shape => shape.Prepend(0).ToString().Replace("[0", "[N", StringComparison.Ordinal)))}).");
        }

        if (head.Softmax && graph.Outputs[head.Output].Layer is { } last && (last.OutputActivation ?? (last as Activation)?.Function) is Softmax or LogSoftmax)
        {
            throw new OnnxExportException($"Output {head.Output} is a Softmax already; leave {nameof(OnnxClassificationHead)}.{nameof(OnnxClassificationHead.Softmax)} off.");
        }
    }

    private static string FreeName(HashSet<string> names, string wanted)
    {
        var free = wanted;
        for (var number = 2; !names.Add(free); number++)
        {
            free = $"{wanted}_{number}";
        }

        return free;
    }
}
