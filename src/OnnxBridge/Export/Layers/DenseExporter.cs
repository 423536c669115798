using Interop.Native.Layers;
using Interop.OnnxBridge.Runtime;

namespace Interop.OnnxBridge.Export.Layers;

/// <summary>Dense: Gemm with the transposed weight for samples of one axis; MatMul and Add along the last axis for more.</summary>
internal sealed class DenseExporter : OnnxLayerExporter<Dense>
{
    // Batch normalization works along axis 1, Dense along the last: the same only for samples of one axis.
    internal override bool CanFold(Layer layer, int outputRank) => outputRank == 1;

    /// <inheritdoc/>
    protected override string Export(Dense layer, OnnxNodeContext context) =>
        Export(WeightAndBias.Of(layer.Weight!, layer.Bias, context.Affine), context);

    /// <summary>The nodes for a weight [out, in] and a bias.</summary>
    public static string Export(WeightAndBias parameters, OnnxNodeContext context)
    {
        if (context.OutputShape.Rank == 1)
        {
            return context.Node("Gemm", [context.Input, .. parameters.AddTo(context)], OnnxAttributeValue.Integer("transB", 1));
        }

        var weight = context.Weight("weight", MatrixTransposition.Of(parameters.Weight), (parameters.Owner, "transposed"));
        if (parameters.Bias is null)
        {
            return context.Node("MatMul", [context.Input, weight]);
        }

        var product = context.Step("MatMul", "MatMul", [context.Input, weight]);
        return context.Node("Add", [product, context.Weight("bias", parameters.Bias, parameters.Owner)]);
    }
}
