using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>Convolutions over one, two or three axes: Conv with the padding in numbers. The groups follow from the weight, [out, in/groups, k…].</summary>
internal sealed class ConvolutionExporter : OnnxLayerExporter<Convolution>
{
    internal override bool CanFold(Layer layer, int outputRank) => true;

    /// <inheritdoc/>
    protected override string Export(Convolution layer, OnnxNodeContext context)
    {
        var parameters = WeightAndBias.Of(layer.Weight!, layer.Bias, context.Affine);
        var groups = context.InputShapes[0][0] / layer.Weight!.Shape[1];
        return context.Node("Conv", [context.Input, .. parameters.AddTo(context)], [.. WindowAttributes.Of(layer, context), OnnxAttributeValue.Integer("group", groups)]);
    }
}
