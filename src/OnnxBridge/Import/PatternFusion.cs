using Interop.OnnxBridge.Export;
using Interop.OnnxBridge.Import.Patterns;
using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import;

/// <summary>
/// Finds the groups of nodes that spell out one layer, as exporters write what an operator set lacks, and puts one node in the place of each:
/// x·Sigmoid(x), GELU by its formula, MatMul and Add, Softplus with its sharpness.
/// </summary>
internal static class PatternFusion
{
    /// <summary>The operator domain of the nodes that stand for a group.</summary>
    public const string Domain = "interop.fused";

    private static readonly Func<NodeProto, GraphView, NodeProto?>[] Patterns =
    [
        AffinePattern.Match,
        GELUPattern.Match,
        GatePattern.Match,
        NormalizationPattern.Match,
        SoftplusPattern.Match,
        DensePattern.Match,
        PoolingPattern.Match,
        ProductPattern.Match,
        SeparablePattern.Match,
    ];

    /// <summary>The nodes of a model's graph in order, groups replaced.</summary>
    public static List<NodeProto> Apply(ModelProto model, IReadOnlyDictionary<string, TensorProto> initializers)
    {
        var graph = model.Graph;
        var view = new GraphView(graph, initializers, isNamedByGroups: model.ProducerName == ModelHeader.Producer);

        // Last node first, so that the largest group is found before the smaller ones inside it.
        foreach (var node in graph.Node.Reverse())
        {
            if (view.IsTaken(node))
            {
                continue;
            }

            foreach (var pattern in Patterns)
            {
                view.Begin(node);
                if (pattern(node, view) is { } replacement)
                {
                    view.Replace(node, replacement);
                    break;
                }
            }
        }

        return view.Remaining();
    }
}
