using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>A learnt slope: PRelu, the slopes of channels shaped so that they spread over space.</summary>
internal sealed class PReLUExporter : OnnxLayerExporter<PReLU>
{
    /// <inheritdoc/>
    protected override string Export(PReLU layer, OnnxNodeContext context)
    {
        var slopes = layer.Weight!.Read();
        if (layer.PerChannel)
        {
            slopes = slopes.Reshape(new Shape([slopes.Count, .. Enumerable.Repeat(1, context.OutputShape.Rank - 1)]));
        }

        return context.Node("PRelu", [context.Input, context.Weight("weight", slopes, layer.Weight)]);
    }
}
