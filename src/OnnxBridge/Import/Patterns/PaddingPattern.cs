using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import.Patterns;

/// <summary>Pad by zeros in front of a convolution: the convolution's own padding.</summary>
internal static class PaddingPattern
{
    private const long Largest = 1 << 24;

    /// <summary>One node for the group that ends in a node; null where it ends in none.</summary>
    public static NodeProto? Match(NodeProto node, GraphView graph)
    {
        if (node.OpType != "Conv" || node.Domain is not ("" or "ai.onnx") || node.Input.Count < 2 || graph.Inner(node.Input[0], "Pad") is not { } pad
            || pad.Input.Count is 0 or > 3 || node.Attribute.Any(attribute => attribute.Name == "auto_pad"))
        {
            return null;
        }

        var mode = pad.Attribute.FirstOrDefault(attribute => attribute.Name == "mode")?.S.ToStringUtf8() ?? "constant";
        var value = pad.Input.Count > 2 && pad.Input[2].Length > 0 ? graph.Scalar(pad.Input[2]) : pad.Attribute.FirstOrDefault(attribute => attribute.Name == "value")?.F ?? 0;
        var pads = pad.Input.Count > 1 ? graph.Integers(pad.Input[1]) : pad.Attribute.FirstOrDefault(attribute => attribute.Name == "pads")?.Ints.ToArray();
        if (mode != "constant" || value != 0 || pads is null || pads.Length < 6 || pads.Length % 2 != 0 || pads.Any(extent => extent is < 0 or > Largest))
        {
            return null;
        }

        // All axes in front, then all behind; batch and channels first.
        var axes = pads.Length / 2;
        if (pads[0] != 0 || pads[1] != 0 || pads[axes] != 0 || pads[axes + 1] != 0)
        {
            return null;
        }

        var own = node.Attribute.FirstOrDefault(attribute => attribute.Name == "pads");
        long[] outer = [.. pads[2..axes], .. pads[(axes + 2)..]];
        if (own is not null && own.Ints.Count != outer.Length)
        {
            return null;
        }

        var joined = node.Clone();
        joined.Input[0] = pad.Input[0];
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
}
