using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>The sum of two values is Add, of more Sum.</summary>
internal sealed class AddExporter : OnnxLayerExporter<Add>
{
    /// <inheritdoc/>
    protected override string Export(Add layer, OnnxNodeContext context) =>
        context.Node(context.Inputs.Count == 2 ? "Add" : "Sum", context.Inputs);
}
