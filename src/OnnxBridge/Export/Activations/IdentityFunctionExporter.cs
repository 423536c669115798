using Interop.Native.Activations;

namespace Interop.OnnxBridge.Export.Activations;

/// <summary>Identity: no node, its input is its output.</summary>
internal sealed class IdentityFunctionExporter : OnnxActivationExporter<Identity>
{
    /// <inheritdoc/>
    protected override string Export(Identity function, OnnxNodeContext context) => context.Input;
}
