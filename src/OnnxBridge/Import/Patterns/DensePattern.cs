using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import.Patterns;

/// <summary>MatMul by a constant and Add of a constant list: one Dense layer with a bias.</summary>
internal static class DensePattern
{
    /// <summary>One node for the group that ends in a node; null where it ends in none.</summary>
    public static NodeProto? Match(NodeProto node, GraphView graph)
    {
        if (node.OpType != "Add" || node.Input.Count != 2)
        {
            return null;
        }

        return Match(node, node.Input[0], node.Input[1], graph) ?? Match(node, node.Input[1], node.Input[0], graph);
    }

    private static NodeProto? Match(NodeProto node, string product, string bias, GraphView graph)
    {
        graph.Begin(node);
        return graph.Constant(bias) is { Dims.Count: 1 } && graph.Inner(product, "MatMul") is { Input: [var x, var weight] } && graph.Constant(x) is null
            ? GraphView.Fused(node, "MatMul", [x, weight, bias])
            : null;
    }
}
