using Interop.OnnxBridge.Export.Layers;
using Interop.OnnxBridge.Import.Operators;
using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import.Patterns;

/// <summary>
/// What is written around poolings: Flatten behind a global pooling, and a factor behind an average that stands for its divisor.
/// </summary>
internal static class PoolingPattern
{
    /// <summary>One node for the group that ends in a node; null where it ends in none.</summary>
    public static NodeProto? Match(NodeProto node, GraphView graph) => node.OpType switch
    {
        "Flatten" when node.Input.Count == 1 && node.Attribute.All(attribute => attribute.Name == "axis" && attribute.I == 1) =>
            Global(node, "GlobalAveragePool", graph) ?? Global(node, "GlobalMaxPool", graph),
        "Mul" when node.Input.Count == 2 && graph.Scalar(node.Input[1]) is { } factor && !node.Input[1].EndsWith("/" + DropoutExporter.Kept, StringComparison.Ordinal) => Scaled(node, factor, graph),
        _ => null,
    };

    private static NodeProto? Global(NodeProto node, string operation, GraphView graph) =>
        graph.Inner(node.Input[0], operation) is { Input: [var x] } ? GraphView.Fused(node, operation, [x]) : null;

    private static NodeProto? Scaled(NodeProto node, float factor, GraphView graph)
    {
        if (graph.Inner(node.Input[0], "AveragePool") is not { Input: [var x] } pool)
        {
            return null;
        }

        var attribute = new AttributeProto { Name = AveragePoolOperator.Factor, Type = AttributeProto.Types.AttributeType.Float, F = factor };
        return GraphView.Fused(node, "AveragePool", [x], [.. pool.Attribute, attribute]);
    }
}
