using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import.Patterns;

/// <summary>One Mul after another, written for a product of several values.</summary>
internal static class ProductPattern
{
    /// <summary>One node for the group that ends in a node; null where it ends in none.</summary>
    public static NodeProto? Match(NodeProto node, GraphView graph)
    {
        if (node.OpType != "Mul" || !graph.IsNamedByGroups)
        {
            return null;
        }

        var factors = new Stack<string>();
        var product = node;
        while (product is { Input: [var left, var right] } && graph.Constant(right) is null)
        {
            factors.Push(right);
            product = graph.Inner(left, "Mul");
            if (product is null)
            {
                factors.Push(left);
            }
        }

        return factors.Count > 2 && product is null ? GraphView.Fused(node, "Product", factors) : null;
    }
}
