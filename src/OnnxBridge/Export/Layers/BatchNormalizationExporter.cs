using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>
/// Batch normalization that is not folded into the layer before: BatchNormalization with the running statistics, γ = 1 and β = 0 where the layer
/// has none; along another axis than the channels, which ONNX's operator does not know, a product and a sum.
/// </summary>
internal sealed class BatchNormalizationExporter : OnnxLayerExporter<BatchNormalization>
{
    // What ONNX takes momentum for where the attribute is absent.
    private const float DefaultMomentum = 0.9f;

    /// <inheritdoc/>
    protected override string Export(BatchNormalization layer, OnnxNodeContext context)
    {
        var rank = context.OutputShape.Rank;
        var axis = layer.Axis < 0 ? layer.Axis + rank : layer.Axis - 1;
        return axis == 0 ? ExportChannels(layer, context) : ExportAffine(ChannelAffine.Of(layer), rank - 1 - axis, context);
    }

    private static string ExportChannels(BatchNormalization layer, OnnxNodeContext context)
    {
        var channels = ChannelAffine.Of(layer).Scale.Length;
        var keepsDeviation = layer.Convention == BatchNormalizationConvention.Lecture;
        var spread = layer.RunningVariance!.Read();
        if (keepsDeviation)
        {
            // A running deviation has ε in it already.
            foreach (ref var value in spread.Span)
            {
                value *= value;
            }
        }

        string[] inputs =
        [
            context.Input,
            context.Weight("weight", layer.Weight?.Read() ?? Filled(channels, 1), layer),
            context.Weight("bias", layer.Bias?.Read() ?? Filled(channels, 0), layer),
            context.Weight("running_mean", layer.RunningMean!.Read(), layer),
            context.Weight("running_var", spread, layer),
        ];

        // ONNX's momentum weighs the past.
        var momentum = (float)(layer.Convention == BatchNormalizationConvention.PyTorch ? 1 - layer.Momentum : layer.Momentum);
        var attributes = new List<OnnxAttributeValue> { OnnxAttributeValue.Number("epsilon", keepsDeviation ? 0 : (float)layer.Epsilon) };
        if (momentum != DefaultMomentum)
        {
            attributes.Add(OnnxAttributeValue.Number("momentum", momentum));
        }

        return context.Node("BatchNormalization", inputs, attributes);
    }

    private static string ExportAffine(ChannelAffine affine, int axesBehind, OnnxNodeContext context)
    {
        var shape = new Shape([affine.Scale.Length, .. Enumerable.Repeat(1, axesBehind)]);
        var scale = context.Constant("scale", shape, [.. affine.Scale.Select(value => (float)value)]);
        var shift = context.Constant("shift", shape, [.. affine.Shift.Select(value => (float)value)]);
        return context.Node("Add", [context.Step("Mul", "Mul", [context.Input, scale]), shift]);
    }

    private static Tensor Filled(int count, float value)
    {
        var tensor = new Tensor(count);
        tensor.Span.Fill(value);
        return tensor;
    }
}
