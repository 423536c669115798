using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>The mean of its inputs: Mean.</summary>
internal sealed class AverageExporter : OnnxLayerExporter<Average>
{
    /// <inheritdoc/>
    protected override string Export(Average layer, OnnxNodeContext context) => context.Node("Mean", context.Inputs);
}
