using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>Dropout of channels at inference: nothing in its inverted form, a product with 1 − p in its standard form.</summary>
internal sealed class SpatialDropoutExporter : OnnxLayerExporter<SpatialDropout>
{
    /// <inheritdoc/>
    protected override string Export(SpatialDropout layer, OnnxNodeContext context) => layer.Form == DropoutForm.Inverted
        ? context.Input
        : context.Node("Mul", [context.Input, context.Constant(DropoutExporter.Kept, [], (float)(1 - layer.Rate))]);
}
