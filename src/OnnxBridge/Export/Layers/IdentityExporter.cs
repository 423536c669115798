using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>A layer that does nothing at inference, as dropout: no node, its input is its output.</summary>
/// <typeparam name="TLayer">The kind of layer.</typeparam>
internal sealed class IdentityExporter<TLayer> : OnnxLayerExporter<TLayer>
    where TLayer : Layer
{
    /// <inheritdoc/>
    protected override string Export(TLayer layer, OnnxNodeContext context) => context.Input;
}
