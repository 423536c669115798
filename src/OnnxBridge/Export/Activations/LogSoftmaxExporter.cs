using Interop.Native.Activations;

namespace Interop.OnnxBridge.Export.Activations;

/// <summary>LogSoftmax along one axis of the batch's public shape.</summary>
internal sealed class LogSoftmaxExporter : OnnxActivationExporter<LogSoftmax>
{
    /// <inheritdoc/>
    protected override string Export(LogSoftmax function, OnnxNodeContext context) =>
        context.Node("LogSoftmax", [context.Input], OnnxAttributeValue.Integer("axis", function.Axis));
}
