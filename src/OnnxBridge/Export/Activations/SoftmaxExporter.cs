using Interop.Native.Activations;

namespace Interop.OnnxBridge.Export.Activations;

/// <summary>Softmax along one axis of the batch's public shape, which ONNX's Softmax counts the same way from version 13 on.</summary>
internal sealed class SoftmaxExporter : OnnxActivationExporter<Softmax>
{
    /// <inheritdoc/>
    protected override string Export(Softmax function, OnnxNodeContext context) =>
        context.Node("Softmax", [context.Input], OnnxAttributeValue.Integer("axis", function.Axis));
}
