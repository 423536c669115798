using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>DropConnect at inference: a Dense layer, its weight times 1 − p in the standard form.</summary>
internal sealed class DropConnectExporter : OnnxLayerExporter<DropConnect>
{
    /// <inheritdoc/>
    protected override string Export(DropConnect layer, OnnxNodeContext context)
    {
        var weight = layer.Weight!.Read();
        if (layer.Form == DropoutForm.Standard)
        {
            Scale(weight, (float)(1 - layer.Rate));
        }

        return DenseExporter.Export(new WeightAndBias(weight, layer.Bias?.Read(), layer.Weight), context);
    }

    private static void Scale(Tensor weight, float factor)
    {
        foreach (ref var value in weight.Span)
        {
            value *= factor;
        }
    }
}
