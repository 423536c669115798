using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>Dropout at inference: nothing in its inverted form, a product with 1 − p in its standard form.</summary>
internal sealed class DropoutExporter : OnnxLayerExporter<Dropout>
{
    /// <summary>What the constant 1 − p is called, by which an import tells it from other factors.</summary>
    public const string Kept = "kept";

    /// <inheritdoc/>
    protected override string Export(Dropout layer, OnnxNodeContext context) => layer.Form == DropoutForm.Inverted
        ? context.Input
        : context.Node("Mul", [context.Input, context.Constant(Kept, [], (float)(1 - layer.Rate))]);
}
