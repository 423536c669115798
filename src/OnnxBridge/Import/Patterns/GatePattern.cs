using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import.Patterns;

/// <summary>x·Sigmoid(x) is swish; x·HardSigmoid(x) with slope ⅙ is hard swish.</summary>
internal static class GatePattern
{
    /// <summary>One node for the group that ends in a node; null where it ends in none.</summary>
    public static NodeProto? Match(NodeProto node, GraphView graph)
    {
        if (node.OpType != "Mul" || node.Input.Count != 2)
        {
            return null;
        }

        return Match(node, node.Input[0], node.Input[1], graph) ?? Match(node, node.Input[1], node.Input[0], graph);
    }

    private static NodeProto? Match(NodeProto node, string x, string gate, GraphView graph)
    {
        graph.Begin(node);
        if (graph.Inner(gate, "Sigmoid") is { Input: [var sigmoid] } && sigmoid == x)
        {
            return GraphView.Fused(node, "Swish", [x]);
        }

        var hard = graph.Inner(gate, "HardSigmoid");
        return hard is { Input: [var input] } && input == x && Number(hard, "alpha", 0.2f) == 1f / 6f && Number(hard, "beta", 0.5f) == 0.5f
            ? GraphView.Fused(node, "HardSwish", [x])
            : null;
    }

    private static float Number(NodeProto node, string name, float otherwise) =>
        node.Attribute.FirstOrDefault(attribute => attribute.Name == name)?.F ?? otherwise;
}
