using Interop.Native.Activations;

namespace Interop.OnnxBridge.Export.Activations;

/// <summary>LeakyRelu with the slope.</summary>
internal sealed class LeakyReLUExporter : OnnxActivationExporter<LeakyReLU>
{
    /// <inheritdoc/>
    protected override string Export(LeakyReLU function, OnnxNodeContext context) =>
        context.Node("LeakyRelu", [context.Input], OnnxAttributeValue.Number("alpha", function.NegativeSlope));
}
