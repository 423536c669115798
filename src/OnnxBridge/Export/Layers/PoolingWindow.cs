using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>
/// A pooling's window in numbers. Ceil mode is written as padding behind that reaches to the end of the last window: runtimes and operator
/// sets do not agree about ceil mode, about padding they do.
/// </summary>
/// <param name="Layer">The pooling.</param>
/// <param name="Before">Padding in front, for each axis.</param>
/// <param name="After">Padding behind.</param>
/// <param name="Beyond">How far the last window reaches beyond the padding.</param>
internal sealed record PoolingWindow(Pooling Layer, int[] Before, int[] After, int[] Beyond)
{
    /// <summary>The window of a layer.</summary>
    public static PoolingWindow Of(Pooling layer, OnnxNodeContext context)
    {
        var input = context.InputShapes[0];
        var padding = layer.PaddingOf(input);
        var beyond = new int[padding.Count];
        for (var axis = 0; axis < padding.Count; axis++)
        {
            var span = (layer.Dilation[axis] * (layer.KernelSize[axis] - 1)) + 1;
            var reached = ((context.OutputShape[axis + 1] - 1) * layer.Stride[axis]) + span;
            beyond[axis] = Math.Max(0, reached - (padding[axis].Before + input[axis + 1] + padding[axis].After));
        }

        return new PoolingWindow(layer, [.. padding.Select(axis => axis.Before)], [.. padding.Select(axis => axis.After)], beyond);
    }

    /// <summary>Whether the last window reaches beyond the padding.</summary>
    public bool IsIncomplete => Beyond.Any(extent => extent > 0);

    /// <summary>The padding with what lies beyond it.</summary>
    public (int[] Before, int[] After) Whole => (Before, [.. After.Zip(Beyond, (after, beyond) => after + beyond)]);

    /// <summary>The attributes of the pooling operator.</summary>
    public IEnumerable<OnnxAttributeValue> Attributes(int[] before, int[] after)
    {
        yield return OnnxAttributeValue.Integers("kernel_shape", Layer.KernelSize);
        yield return OnnxAttributeValue.Integers("strides", Layer.Stride);
        yield return OnnxAttributeValue.Integers("pads", [.. before, .. after]);
        if (Layer.Dilation.Any(dilation => dilation != 1))
        {
            yield return OnnxAttributeValue.Integers("dilations", Layer.Dilation);
        }
    }

    /// <summary>A Pad node in front of the pooling.</summary>
    public static string Pad(OnnxNodeContext context, int[] before, int[] after, float value)
    {
        var pads = context.Integers("pads", [0, 0, .. before.Select(extent => (long)extent), 0, 0, .. after.Select(extent => (long)extent)]);
        return context.Step("Pad", "Pad", [context.Input, pads, context.Constant("padding", [], value)]);
    }
}
