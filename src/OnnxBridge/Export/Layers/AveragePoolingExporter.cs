using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>
/// Average pooling over one, two or three axes: AveragePool. Where padding counts and the last window reaches beyond it, the padding is a node
/// of its own; a fixed divisor is a factor behind.
/// </summary>
internal sealed class AveragePoolingExporter : OnnxLayerExporter<AveragePooling>
{
    /// <inheritdoc/>
    protected override string Export(AveragePooling layer, OnnxNodeContext context)
    {
        var window = PoolingWindow.Of(layer, context);
        var (before, after) = window.Whole;
        if (layer.DivisorOverride is { } divisor)
        {
            var mean = context.Step("AveragePool", "AveragePool", [context.Input], [.. window.Attributes(before, after), Counts(1)]);
            return context.Node("Mul", [mean, context.Constant("factor", [], (float)layer.KernelSize.Size / divisor)]);
        }

        if (!layer.CountIncludePad || !window.IsIncomplete)
        {
            return context.Node("AveragePool", [context.Input], [.. window.Attributes(before, after), Counts(layer.CountIncludePad ? 1 : 0)]);
        }

        var padded = PoolingWindow.Pad(context, window.Before, window.After, 0);
        return context.Node("AveragePool", [padded], [.. window.Attributes(new int[before.Length], window.Beyond), Counts(0)]);
    }

    private static OnnxAttributeValue Counts(int value) => OnnxAttributeValue.Integer("count_include_pad", value);
}
