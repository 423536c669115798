using Interop.Native.Activations;

namespace Interop.OnnxBridge.Export.Activations;

/// <summary>Elu with α.</summary>
internal sealed class ELUExporter : OnnxActivationExporter<ELU>
{
    /// <inheritdoc/>
    protected override string Export(ELU function, OnnxNodeContext context) =>
        context.Node("Elu", [context.Input], OnnxAttributeValue.Number("alpha", function.Alpha));
}
