using Interop.Native.Layers;
using Interop.Native.Networks;

namespace Interop.OnnxBridge.Export;

/// <summary>
/// Finds the batch normalizations that can be worked into the weights of the layer before: that layer feeds nothing else, is called once,
/// applies no function of its own, and its channels lie on axis 1. Dropout between them does nothing at inference and is looked through.
/// </summary>
internal static class BatchNormalizationFolding
{
    /// <summary>The transformation that each layer's node takes over from the batch normalization behind it.</summary>
    /// <param name="graph">The network's graph.</param>
    /// <param name="exporters">Who knows which layers can take it over.</param>
    public static Dictionary<Node, ChannelAffine> Find(NetworkGraph graph, ExporterTable exporters)
    {
        var uses = graph.Nodes.SelectMany(node => node.Inputs).Concat(graph.Outputs).GroupBy(node => node).ToDictionary(group => group.Key, group => group.Count());
        var calls = graph.Nodes.Where(node => node.Layer is not null).GroupBy(node => node.Layer!).ToDictionary(group => group.Key, group => group.Count());
        var folded = new Dictionary<Node, ChannelAffine>();
        foreach (var node in graph.Nodes)
        {
            if (node.Layer is not BatchNormalization normalization || calls[normalization] > 1 || (normalization.Axis != 1 && normalization.Axis + node.Shape.Rank != 0))
            {
                continue;
            }

            var source = node.Inputs[0];
            while (source.Layer is Dropout { Form: DropoutForm.Inverted } && uses[source] == 1)
            {
                source = source.Inputs[0];
            }

            var foldable = source.Layer is { OutputActivation: null } layer && uses[source] == 1 && calls[layer] == 1
                && exporters.Find(layer).CanFold(layer, source.Shape.Rank);
            if (foldable)
            {
                folded[source] = ChannelAffine.Of(normalization);
            }
        }

        return folded;
    }
}
