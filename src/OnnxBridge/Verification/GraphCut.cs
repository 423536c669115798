using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Verification;

/// <summary>Other views of a model: with values inside it given out, or only the nodes between two sets of values.</summary>
internal static class GraphCut
{
    /// <summary>The model with further outputs.</summary>
    public static ModelProto Expose(ModelProto model, IEnumerable<string> values)
    {
        var exposed = model.Clone();
        var known = exposed.Graph.Output.Select(output => output.Name).Concat(exposed.Graph.Input.Select(input => input.Name)).ToHashSet();
        exposed.Graph.Output.Add(values.Where(known.Add).Select(Describe));
        return exposed;
    }

    /// <summary>The nodes that lead from some values to another, as a model of their own.</summary>
    public static ModelProto Between(ModelProto model, IReadOnlyCollection<string> inputs, string output)
    {
        var producers = model.Graph.Node.SelectMany(node => node.Output.Select(name => (Name: name, Node: node))).ToDictionary(pair => pair.Name, pair => pair.Node);
        var wanted = new HashSet<NodeProto>();
        var values = new HashSet<string>();
        var open = new Stack<string>([output]);
        while (open.TryPop(out var value))
        {
            if (values.Add(value) && !inputs.Contains(value) && producers.TryGetValue(value, out var node) && wanted.Add(node))
            {
                foreach (var input in node.Input)
                {
                    open.Push(input);
                }
            }
        }

        var cut = model.Clone();
        cut.Graph = new GraphProto
        {
            Name = model.Graph.Name,
            Node = { model.Graph.Node.Where(wanted.Contains) },
            Initializer = { model.Graph.Initializer.Where(tensor => values.Contains(tensor.Name)) },
            Input = { inputs.Where(values.Contains).Distinct().Select(Describe) },
            Output = { Describe(output) },
        };
        return cut;
    }

    // Without a shape: runtimes infer it.
    private static ValueInfoProto Describe(string name) => new()
    {
        Name = name,
        Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float } },
    };
}
