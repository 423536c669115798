using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import.Patterns;

/// <summary>A difference from a constant and the quotient by another of the same shape: inputs brought to mean 0 and deviation 1.</summary>
internal static class NormalizationPattern
{
    /// <summary>One node for the group that ends in a node; null where it ends in none.</summary>
    public static NodeProto? Match(NodeProto node, GraphView graph)
    {
        if (node.OpType != "Div" || node.Input.Count != 2 || graph.Constant(node.Input[1]) is not { } deviation
            || graph.Inner(node.Input[0], "Sub") is not { Input: [var x, var subtracted] })
        {
            return null;
        }

        return graph.Constant(subtracted) is { } mean && mean.Dims.SequenceEqual(deviation.Dims) && graph.Constant(x) is null
            ? GraphView.Fused(node, "Normalization", [x, subtracted, node.Input[1]])
            : null;
    }
}
