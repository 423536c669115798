using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export;

/// <summary>Writes one kind of layer as ONNX operators; derive from <see cref="OnnxLayerExporter{TLayer}"/>.</summary>
public abstract class OnnxLayerExporter
{
    private protected OnnxLayerExporter()
    {
    }

    /// <summary>The kind of layer it writes, kinds derived from it included unless they have an exporter of their own.</summary>
    public abstract Type LayerType { get; }

    /// <summary>Whether a following batch normalization can become part of the layer's weights.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="outputRank">The number of axes of one sample of its output.</param>
    internal virtual bool CanFold(Layer layer, int outputRank) => false;

    internal abstract string Export(Layer layer, OnnxNodeContext context);
}

/// <summary>Writes one kind of layer as ONNX operators. Give it to <see cref="OnnxExportOptions.LayerExporters"/> for a layer of your own.</summary>
/// <typeparam name="TLayer">The kind of layer.</typeparam>
public abstract class OnnxLayerExporter<TLayer> : OnnxLayerExporter
    where TLayer : Layer
{
    /// <inheritdoc/>
    public sealed override Type LayerType => typeof(TLayer);

    /// <summary>
    /// Adds the layer's nodes, as it works at inference. Its <see cref="Layer.OutputActivation"/> is written by its own exporter afterwards.
    /// </summary>
    /// <param name="layer">The layer, built.</param>
    /// <param name="context">Where the nodes go.</param>
    /// <returns>The name of the value that holds the layer's output: what the last call of <see cref="OnnxNodeContext.Node"/> returned, or an input where the layer does nothing.</returns>
    protected abstract string Export(TLayer layer, OnnxNodeContext context);

    internal sealed override string Export(Layer layer, OnnxNodeContext context) => Export((TLayer)layer, context);
}
