using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import.Patterns;

/// <summary>
/// Softplus with its options: <c>Softplus(β·x)/β</c>, and <c>Where(β·x &gt; threshold, x, …)</c> around it.
/// </summary>
internal static class SoftplusPattern
{
    /// <summary>One node for the group that ends in a node; null where it ends in none.</summary>
    public static NodeProto? Match(NodeProto node, GraphView graph)
    {
        if (node.OpType == "Div")
        {
            return Sharp(node, graph, 1) is var (x, _, beta) ? GraphView.Fused(node, "Softplus", [x], Number("beta", beta)) : null;
        }

        if (node.OpType != "Where" || node.Input.Count != 3 || graph.Inner(node.Input[0], "Greater") is not { Input: [var compared, var limit] }
            || graph.Scalar(limit) is not { } threshold)
        {
            return null;
        }

        var (linear, curved) = (node.Input[1], node.Input[2]);
        if (graph.Inner(curved, "Softplus") is { Input: [var plain] })
        {
            return plain == linear && compared == linear ? GraphView.Fused(node, "Softplus", [linear], Number("threshold", threshold)) : null;
        }

        return graph.Inner(curved, "Div") is { } division && Sharp(division, graph, 2) is var (input, scaled, sharpness) && input == linear && scaled == compared
            ? GraphView.Fused(node, "Softplus", [linear], Number("beta", sharpness), Number("threshold", threshold))
            : null;
    }

    private static (string X, string Scaled, float Beta)? Sharp(NodeProto node, GraphView graph, int usesOfScaled)
    {
        if (node.Input.Count != 2 || graph.Scalar(node.Input[1]) is not { } beta || beta <= 0
            || graph.Inner(node.Input[0], "Softplus") is not { Input: [var scaled] })
        {
            return null;
        }

        return graph.Inner(scaled, "Mul", usesOfScaled) is { Input: [var x, var factor] } && graph.Scalar(factor) == beta ? (x, scaled, beta) : null;
    }

    private static AttributeProto Number(string name, float value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value };
}
