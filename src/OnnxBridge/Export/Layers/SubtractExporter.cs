using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>The difference of its two inputs: Sub.</summary>
internal sealed class SubtractExporter : OnnxLayerExporter<Subtract>
{
    /// <inheritdoc/>
    protected override string Export(Subtract layer, OnnxNodeContext context) => context.Node("Sub", context.Inputs);
}
