using Interop.Native.Activations;

namespace Interop.OnnxBridge.Export.Activations;

/// <summary>x·Sigmoid(x): ONNX has an operator of its own only from version 24 on.</summary>
internal sealed class SwishExporter : OnnxActivationExporter<Swish>
{
    /// <inheritdoc/>
    protected override string Export(Swish function, OnnxNodeContext context)
    {
        var gate = context.Step("Sigmoid", "Sigmoid", [context.Input]);
        return context.Node("Mul", [context.Input, gate]);
    }
}
