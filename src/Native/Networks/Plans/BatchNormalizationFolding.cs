using Interop.Native.Layers;

namespace Interop.Native.Networks;

/// <summary>Finds the batch normalizations that a plan for inference can fold into the Dense or convolution before them (D1; F3).</summary>
internal static class BatchNormalizationFolding
{
    /// <summary>The nodes of batch normalizations to fold, each with the node into which it is folded.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="options">What the plan is for; a plan that trains folds nothing.</param>
    public static Dictionary<Node, Node> Find(NetworkGraph graph, PlanOptions options)
    {
        if (options.IsTraining || options.HasBackward)
        {
            return [];
        }

        var readers = graph.Nodes.SelectMany(node => node.Inputs).Concat(graph.Outputs).GroupBy(node => node).ToDictionary(group => group.Key, group => group.Count());
        return graph.Nodes.Where(node => CanFold(node, readers)).ToDictionary(node => node, node => node.Inputs[0]);
    }

    // Nobody else may read what the layer before gives, and no function may stand between.
    private static bool CanFold(Node node, Dictionary<Node, int> readers) =>
        node.Layer is BatchNormalization { TrackRunningStatistics: true } normalization
        && node.Inputs[0] is { Layer: { OutputActivation: null } layer } source
        && readers[source] == 1
        && layer.AsWeightedSum() is { } sum
        && normalization.SampleAxis(node.Shape) == (sum.OutputsAreLast ? node.Shape.Rank - 1 : 0);
}
