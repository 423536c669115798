using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>Activation: the nodes of its function, under the layer's name.</summary>
/// <param name="functions">The exporters of activation functions.</param>
internal sealed class ActivationExporter(ExporterTable functions) : OnnxLayerExporter<Activation>
{
    /// <inheritdoc/>
    protected override string Export(Activation layer, OnnxNodeContext context) =>
        functions.Find(layer.Function, context.Name).Export(layer.Function, context);
}
