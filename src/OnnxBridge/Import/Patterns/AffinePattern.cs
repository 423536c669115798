using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import.Patterns;

/// <summary>A product with a constant and the sum with another of the same shape: an affine transformation along one axis.</summary>
internal static class AffinePattern
{
    /// <summary>One node for the group that ends in a node; null where it ends in none.</summary>
    public static NodeProto? Match(NodeProto node, GraphView graph)
    {
        if (node.OpType != "Add" || node.Input.Count != 2 || graph.Constant(node.Input[1]) is not { Dims.Count: > 0 } shift
            || graph.Inner(node.Input[0], "Mul") is not { Input: [var x, var scale] })
        {
            return null;
        }

        return graph.Constant(scale) is { } factor && factor.Dims.SequenceEqual(shift.Dims) && graph.Constant(x) is null
            ? GraphView.Fused(node, "Affine", [x, scale, node.Input[1]])
            : null;
    }
}
