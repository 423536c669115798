using Interop.Native.Activations;

namespace Interop.OnnxBridge.Export.Activations;

/// <summary>Clip between 0 and 6.</summary>
internal sealed class ReLU6Exporter : OnnxActivationExporter<ReLU6>
{
    /// <inheritdoc/>
    protected override string Export(ReLU6 function, OnnxNodeContext context) =>
        context.Node("Clip", [context.Input, context.Constant("min", [], 0f), context.Constant("max", [], 6f)]);
}
