using Interop.Native.Activations;

namespace Interop.OnnxBridge.Export.Activations;

/// <summary>A function that is an ONNX operator without options.</summary>
/// <typeparam name="TFunction">The function.</typeparam>
/// <param name="operation">The operator.</param>
internal sealed class UnaryExporter<TFunction>(string operation) : OnnxActivationExporter<TFunction>
    where TFunction : ActivationFunction
{
    /// <inheritdoc/>
    protected override string Export(TFunction function, OnnxNodeContext context) => context.Node(operation, [context.Input]);
}
