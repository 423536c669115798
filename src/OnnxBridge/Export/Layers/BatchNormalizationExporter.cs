using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>Batch normalization that is not folded into the layer before: BatchNormalization with the running statistics.</summary>
internal sealed class BatchNormalizationExporter : OnnxLayerExporter<BatchNormalization>
{
    /// <inheritdoc/>
    protected override string Export(BatchNormalization layer, OnnxNodeContext context) => context.Node(
        "BatchNormalization",
        [context.Input, context.Weight(layer.Weight!), context.Weight(layer.Bias!), context.Weight(layer.RunningMean!), context.Weight(layer.RunningVariance!)],
        OnnxAttributeValue.Number("epsilon", (float)layer.Epsilon));
}
