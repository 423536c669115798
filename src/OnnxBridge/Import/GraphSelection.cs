using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import;

/// <summary>Cuts a graph down to what some of its outputs need.</summary>
internal static class GraphSelection
{
    /// <summary>Leaves out all other outputs, and the nodes and constants that lead to none of those wanted. Inputs stay.</summary>
    /// <param name="graph">The graph, of sound structure.</param>
    /// <param name="wanted">The names of the outputs, in order.</param>
    /// <exception cref="OnnxFormatException">The graph has no output of that name, or one is named twice or none.</exception>
    public static void Keep(GraphProto graph, IReadOnlyList<string> wanted)
    {
        var outputs = graph.Output.ToDictionary(output => output.Name, StringComparer.Ordinal);
        if (wanted.Count == 0 || wanted.Distinct(StringComparer.Ordinal).Count() != wanted.Count || wanted.FirstOrDefault(name => !outputs.ContainsKey(name)) is not null)
        {
            throw new OnnxFormatException(
                $"The outputs [{string.Join(", ", wanted)}] are asked for; the model has [{string.Join(", ", graph.Output.Select(output => output.Name))}], each of which may be named once.");
        }

        graph.Output.Clear();
        graph.Output.Add(wanted.Select(name => outputs[name]));
        var needed = wanted.ToHashSet(StringComparer.Ordinal);

        // Each node stands behind those it reads from, so one pass from the last to the first finds all.
        var nodes = new List<NodeProto>();
        foreach (var node in graph.Node.Reverse().Where(node => node.Output.Any(needed.Contains)))
        {
            nodes.Add(node);
            needed.UnionWith(node.Input);
        }

        nodes.Reverse();
        graph.Node.Clear();
        graph.Node.Add(nodes);
        var constants = graph.Initializer.ToLookup(tensor => needed.Contains(tensor.Name));
        graph.Initializer.Clear();
        graph.Initializer.Add(constants[true]);

        // Old files list their constants among the inputs, too.
        var lost = constants[false].Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        var inputs = graph.Input.Where(input => !lost.Contains(input.Name)).ToArray();
        graph.Input.Clear();
        graph.Input.Add(inputs);
    }
}
