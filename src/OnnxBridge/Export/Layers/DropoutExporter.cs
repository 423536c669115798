using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>Dropout at inference: nothing in its inverted form, a product with 1 − p in its standard form.</summary>
internal sealed class DropoutExporter : OnnxLayerExporter<Dropout>
{
    /// <inheritdoc/>
    protected override string Export(Dropout layer, OnnxNodeContext context) => layer.Form == DropoutForm.Inverted
        ? context.Input
        : context.Node("Mul", [context.Input, context.Constant("kept", [], (float)(1 - layer.Rate))]);
}
