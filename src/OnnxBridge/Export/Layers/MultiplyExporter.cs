using Interop.Native.Layers;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>The product of two values is Mul, of more one Mul after another.</summary>
internal sealed class MultiplyExporter : OnnxLayerExporter<Multiply>
{
    /// <inheritdoc/>
    protected override string Export(Multiply layer, OnnxNodeContext context)
    {
        var product = context.Input;
        for (var i = 1; i < context.Inputs.Count - 1; i++)
        {
            product = context.Step("Mul", "Mul", [product, context.Inputs[i]]);
        }

        return context.Node("Mul", [product, context.Inputs[^1]]);
    }
}
