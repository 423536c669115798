using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>The axes in another order: Transpose, the batch staying in front.</summary>
internal sealed class PermuteExporter : OnnxLayerExporter<Permute>
{
    /// <inheritdoc/>
    protected override string Export(Permute layer, OnnxNodeContext context) =>
        context.Node("Transpose", [context.Input], OnnxAttributeValue.Integers("perm", [0, .. layer.Axes]));
}
