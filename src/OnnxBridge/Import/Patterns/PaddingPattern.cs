using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import.Patterns;

/// <summary>Pad by zeros in front of a convolution: the convolution's own padding.</summary>
internal static class PaddingPattern
{
    private const long Largest = 1 << 24;

    /// <summary>One node for the group that ends in a node; null where it ends in none.</summary>
    public static NodeProto? Match(NodeProto node, GraphView graph)
    {
        if (node.OpType != "Conv" || node.Domain is not ("" or "ai.onnx") || node.Input.Count < 2 || node.Attribute.Any(attribute => attribute.Name == "auto_pad")
            || Extents(node.Input[0], 0, graph) is not var (x, outer))
        {
            return null;
        }

        var own = node.Attribute.FirstOrDefault(attribute => attribute.Name == "pads");
        if (own is not null && own.Ints.Count != outer.Length)
        {
            return null;
        }

        var joined = node.Clone();
        joined.Input[0] = x;
        foreach (var attribute in joined.Attribute.Where(attribute => attribute.Name == "pads").ToArray())
        {
            joined.Attribute.Remove(attribute);
        }

        joined.Attribute.Add(new AttributeProto
        {
            Name = "pads",
            Type = AttributeProto.Types.AttributeType.Ints,
            Ints = { outer.Select((extent, i) => extent + Math.Clamp(own?.Ints[i] ?? 0, -Largest, Largest)) },
        });
        return joined;
    }

    /// <summary>What a Pad node that only this value's reader reads extends, and by how much: all axes of space in front, then all behind.</summary>
    /// <param name="value">The value.</param>
    /// <param name="filling">What it must be filled with.</param>
    /// <param name="graph">The graph.</param>
    public static (string Input, long[] Pads)? Extents(string value, float filling, GraphView graph)
    {
        if (graph.Inner(value, "Pad") is not { Input.Count: > 0 and <= 3 } pad)
        {
            return null;
        }

        var mode = Attribute(pad, "mode")?.S.ToStringUtf8() ?? "constant";
        var given = pad.Input.Count > 2 && pad.Input[2].Length > 0 ? graph.Scalar(pad.Input[2]) : Attribute(pad, "value")?.F ?? 0;
        var pads = pad.Input.Count > 1 ? graph.Integers(pad.Input[1]) : Attribute(pad, "pads")?.Ints.ToArray();
        if (mode != "constant" || given != filling || pads is null || pads.Length < 6 || pads.Length % 2 != 0 || pads.Any(extent => extent is < 0 or > Largest))
        {
            return null;
        }

        // Batch and channels come first.
        var axes = pads.Length / 2;
        return pads[0] == 0 && pads[1] == 0 && pads[axes] == 0 && pads[axes + 1] == 0
            ? (pad.Input[0], [.. pads[2..axes], .. pads[(axes + 2)..]])
            : null;
    }

    private static AttributeProto? Attribute(NodeProto node, string name) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name);
}
