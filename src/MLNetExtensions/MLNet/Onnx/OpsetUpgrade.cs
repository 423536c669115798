using Interop.OnnxBridge.Proto;

namespace Interop.MLNetExtensions.MLNet.Onnx;

/// <summary>
/// Brings a graph from operator set 12, the newest that ML.NET writes, to 13: some attributes became inputs there, and Softmax no longer takes
/// its input for a matrix.
/// </summary>
internal static class OpsetUpgrade
{
    /// <summary>The operator set after the upgrade.</summary>
    public const int Version = 13;

    /// <summary>Upgrades a graph in place.</summary>
    /// <param name="graph">The graph.</param>
    public static void Run(GraphProto graph)
    {
        foreach (var node in graph.Node)
        {
            switch (node.OpType)
            {
                case "Squeeze" or "Unsqueeze" or "ReduceSum":
                    MoveToInput(graph, node, "axes");
                    break;
                case "Split":
                    MoveToInput(graph, node, "split");
                    break;
                case "Softmax" or "LogSoftmax" or "Hardmax" when node.Attribute.All(attribute => attribute.Name != "axis"):
                    node.Attribute.Add(new AttributeProto { Name = "axis", Type = AttributeProto.Types.AttributeType.Int, I = 1 });
                    break;
            }
        }
    }

    private static void MoveToInput(GraphProto graph, NodeProto node, string name)
    {
        if (node.Attribute.FirstOrDefault(attribute => attribute.Name == name) is not { } attribute)
        {
            return;
        }

        node.Attribute.Remove(attribute);
        var constant = Constants.Integers($"{node.Name}.{name}", attribute.Ints);
        graph.Initializer.Add(constant);
        node.Input.Add(constant.Name);
    }
}
