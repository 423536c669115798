using System.Text.Json.Nodes;
using Interop.Native.Files;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.Cli.Inspection;

/// <summary>The shapes of layers' outputs, found from a network's description without making weights.</summary>
internal static class LayerShapes
{
    /// <summary>The shapes of one sample by layer; empty for a graph of layers, whose shapes take its weights to find.</summary>
    /// <param name="description">The description, as a model file holds it.</param>
    public static IReadOnlyDictionary<string, string> Of(string description)
    {
        var shapes = new Dictionary<string, string>();
        if (JsonNode.Parse(description) is not JsonObject json || json["kind"]?.GetValue<string>() != "Sequential" || json["inputs"]?[0]?["shape"] is not JsonArray input)
        {
            return shapes;
        }

        Shape shape = [.. input.Select(extent => extent?.GetValue<int>() ?? throw new InvalidOperationException("an extent of the input's shape is null."))];
        json.Remove("inputs");

        // Without inputs, the network is not built: its layers have options, and no parameters.
        if (NetworkDescription.Read(json.ToJsonString()) is Sequential network)
        {
            foreach (var (index, layer) in network.Layers.Index())
            {
                shape = layer.OutputShape([shape]);
                shapes[layer.Name ?? $"{index}"] = shape.ToString();
            }
        }

        return shapes;
    }
}
