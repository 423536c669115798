using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>Flatten: Flatten from axis 1 on.</summary>
internal sealed class FlattenExporter : OnnxLayerExporter<Flatten>
{
    /// <inheritdoc/>
    protected override string Export(Flatten layer, OnnxNodeContext context) =>
        context.Node("Flatten", [context.Input], OnnxAttributeValue.Integer("axis", 1));
}
