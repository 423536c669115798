using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>The same numbers under another shape: Reshape, whose 0 keeps the batch; Flatten to one axis; nothing where the shape is the same.</summary>
internal sealed class ReshapeExporter : OnnxLayerExporter<Reshape>
{
    /// <inheritdoc/>
    protected override string Export(Reshape layer, OnnxNodeContext context)
    {
        if (context.OutputShape == context.InputShapes[0])
        {
            return context.Input;
        }

        if (context.OutputShape.Rank == 1)
        {
            return context.Node("Flatten", [context.Input], OnnxAttributeValue.Integer("axis", 1));
        }

        var shape = context.Integers("shape", [0, .. context.OutputShape.Select(extent => (long)extent)]);
        return context.Node("Reshape", [context.Input, shape]);
    }
}
