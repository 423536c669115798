using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>Max pooling over one, two or three axes: MaxPool, with a Pad in front where its padding would be as wide as its window, which runtimes refuse.</summary>
internal sealed class MaxPoolingExporter : OnnxLayerExporter<MaxPooling>
{
    /// <inheritdoc/>
    protected override string Export(MaxPooling layer, OnnxNodeContext context)
    {
        var window = PoolingWindow.Of(layer, context);
        var (before, after) = window.Whole;
        if (before.Concat(after).Zip(layer.KernelSize.Concat(layer.KernelSize)).All(pair => pair.First < pair.Second))
        {
            return context.Node("MaxPool", [context.Input], window.Attributes(before, after));
        }

        var none = new int[before.Length];
        var padded = PoolingWindow.Pad(context, before, after, float.NegativeInfinity);
        return context.Node("MaxPool", [padded], window.Attributes(none, none));
    }
}
