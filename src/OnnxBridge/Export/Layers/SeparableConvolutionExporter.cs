using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>Separable convolutions: Conv of as many groups as channels, then Conv of kernel 1, which mixes them.</summary>
internal sealed class SeparableConvolutionExporter : OnnxLayerExporter<SeparableConvolution>
{
    /// <inheritdoc/>
    protected override string Export(SeparableConvolution layer, OnnxNodeContext context)
    {
        var between = context.Step(
            "depthwise",
            "Conv",
            [context.Input, context.Weight(layer.DepthwiseWeight!)],
            [.. WindowAttributes.Of(layer, context), OnnxAttributeValue.Integer("group", context.InputShapes[0][0])]);
        string[] inputs = [between, context.Weight(layer.PointwiseWeight!)];
        return context.Node("Conv", layer.Bias is null ? inputs : [.. inputs, context.Weight(layer.Bias)]);
    }
}
