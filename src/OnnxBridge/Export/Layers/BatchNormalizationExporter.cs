using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>
/// Batch normalization that is not folded into the layer before: BatchNormalization with the running statistics; or, where ONNX's operator has not
/// the same terms (another axis than the channels, no γ or β, a running deviation), a product and a sum.
/// </summary>
internal sealed class BatchNormalizationExporter : OnnxLayerExporter<BatchNormalization>
{
    /// <inheritdoc/>
    protected override string Export(BatchNormalization layer, OnnxNodeContext context)
    {
        var rank = context.OutputShape.Rank;
        var axis = layer.Axis < 0 ? layer.Axis + rank : layer.Axis - 1;
        if (axis == 0 && layer is { Weight: { } weight, Bias: { } bias, RunningMean: { } mean, RunningVariance: { } variance }
            && layer.Convention != BatchNormalizationConvention.Lecture)
        {
            return context.Node(
                "BatchNormalization",
                [context.Input, context.Weight(weight), context.Weight(bias), context.Weight(mean), context.Weight(variance)],
                OnnxAttributeValue.Number("epsilon", (float)layer.Epsilon));
        }

        var affine = ChannelAffine.Of(layer);
        var shape = new Shape([affine.Scale.Length, .. Enumerable.Repeat(1, rank - 1 - axis)]);
        var scale = context.Constant("scale", shape, [.. affine.Scale.Select(value => (float)value)]);
        var shift = context.Constant("shift", shape, [.. affine.Shift.Select(value => (float)value)]);
        return context.Node("Add", [context.Step("scaled", "Mul", [context.Input, scale]), shift]);
    }
}
