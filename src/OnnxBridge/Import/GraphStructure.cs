using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import;

/// <summary>Checks that the names of a graph make sense before anything is made of it.</summary>
internal static class GraphStructure
{
    /// <summary>Checks that each name is given once, and read only where it is known: so there are no cycles.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="maximumNodes">The most nodes.</param>
    /// <exception cref="OnnxFormatException">They do not.</exception>
    public static void Check(GraphProto graph, int maximumNodes)
    {
        if (graph.Node.Count > maximumNodes)
        {
            throw new OnnxFormatException($"The graph has {graph.Node.Count:N0} nodes; at most {maximumNodes:N0} can be read.");
        }

        var initializers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tensor in graph.Initializer)
        {
            Name(initializers, tensor.Name, "constants");
        }

        // Old files list their constants among the inputs, too.
        var inputs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in graph.Input)
        {
            Name(inputs, input.Name, "inputs");
        }

        var known = new HashSet<string>(initializers.Concat(inputs), StringComparer.Ordinal);
        CheckNodes(graph, known);
        if (graph.Output.Count == 0)
        {
            throw new OnnxFormatException("The graph has no outputs.");
        }

        var outputs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var output in graph.Output)
        {
            Name(outputs, output.Name, "outputs");
            if (!known.Contains(output.Name))
            {
                throw new OnnxFormatException($"Nothing in the graph gives its output '{output.Name}'.");
            }
        }
    }

    private static void CheckNodes(GraphProto graph, HashSet<string> known)
    {
        var later = graph.Node.SelectMany(node => node.Output).ToHashSet(StringComparer.Ordinal);
        foreach (var node in graph.Node)
        {
            if (node.Output.Count == 0 || node.Output[0].Length == 0)
            {
                throw new OnnxFormatException($"{ImportedNode.Describe(node)} gives no result.");
            }

            foreach (var input in node.Input.Where(input => input.Length > 0 && !known.Contains(input)))
            {
                throw new OnnxFormatException(later.Contains(input)
                    ? $"{ImportedNode.Describe(node)} takes '{input}' before it is computed: the nodes form a cycle or are out of order."
                    : $"{ImportedNode.Describe(node)} takes '{input}', which nothing in the graph gives.");
            }

            foreach (var output in node.Output.Where(output => output.Length > 0))
            {
                Name(known, output, "values");
            }

            if (node.Attribute.Select(attribute => attribute.Name).Distinct().Count() != node.Attribute.Count)
            {
                throw new OnnxFormatException($"{ImportedNode.Describe(node)} has two attributes of one name.");
            }
        }
    }

    private static void Name(HashSet<string> names, string name, string what)
    {
        if (name.Length == 0)
        {
            throw new OnnxFormatException($"One of the graph's {what} has no name.");
        }

        if (!names.Add(name))
        {
            throw new OnnxFormatException($"Two of the graph's {what} are named '{name}'.");
        }
    }
}
