using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>Global pooling: ONNX's operator, whose result keeps axes of one element, and Flatten.</summary>
/// <typeparam name="TLayer">The pooling.</typeparam>
/// <param name="operation">The operator.</param>
internal sealed class GlobalPoolingExporter<TLayer>(string operation) : OnnxLayerExporter<TLayer>
    where TLayer : GlobalPooling
{
    /// <inheritdoc/>
    protected override string Export(TLayer layer, OnnxNodeContext context)
    {
        var pooled = context.Step("Pool", operation, [context.Input]);
        return context.Node("Flatten", [pooled], OnnxAttributeValue.Integer("axis", 1));
    }
}
