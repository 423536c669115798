using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>Its inputs side by side: Concat along the same axis of the batch.</summary>
internal sealed class ConcatenateExporter : OnnxLayerExporter<Concatenate>
{
    /// <inheritdoc/>
    protected override string Export(Concatenate layer, OnnxNodeContext context) =>
        context.Node("Concat", context.Inputs, OnnxAttributeValue.Integer("axis", layer.Axis));
}
