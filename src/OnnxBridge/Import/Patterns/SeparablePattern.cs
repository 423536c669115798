using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import.Patterns;

/// <summary>
/// Two Conv written for one separable convolution. Elsewhere the same two are left as two layers, which compute the same and which other code
/// knows by two names.
/// </summary>
internal static class SeparablePattern
{
    /// <summary>One node for the group that ends in a node; null where it ends in none.</summary>
    public static NodeProto? Match(NodeProto node, GraphView graph)
    {
        if (node.OpType != "Conv" || !graph.IsNamedByGroups || node.Attribute.Count != 0 || node.Input.Count < 2)
        {
            return null;
        }

        return graph.Inner(node.Input[0], "Conv") is { Input: [var x, var depthwise] } first
            ? GraphView.Fused(node, "SeparableConv", [x, depthwise, .. node.Input.Skip(1)], first.Attribute)
            : null;
    }
}
