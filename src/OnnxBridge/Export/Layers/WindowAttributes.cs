using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>The attributes that Conv and the poolings share.</summary>
internal static class WindowAttributes
{
    /// <summary>Kernel, strides, paddings (all in front, then all behind) and, where there are any, dilations.</summary>
    public static IEnumerable<OnnxAttributeValue> Of(WindowLayer layer, OnnxNodeContext context)
    {
        var padding = layer.PaddingOf(context.InputShapes[0]);
        yield return OnnxAttributeValue.Integers("kernel_shape", layer.KernelSize);
        yield return OnnxAttributeValue.Integers("strides", layer.Stride);
        yield return OnnxAttributeValue.Integers("pads", [.. padding.Select(axis => axis.Before), .. padding.Select(axis => axis.After)]);
        if (layer.Dilation.Any(dilation => dilation != 1))
        {
            yield return OnnxAttributeValue.Integers("dilations", layer.Dilation);
        }
    }
}
