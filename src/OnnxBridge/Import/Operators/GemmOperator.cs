using Interop.Native.Layers;
using Interop.Native.Tensors;
using Interop.OnnxBridge.Runtime;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Gemm: <c>y = α·x·W + β·c</c> with constant W and c is a Dense layer; α and β go into its parameters.</summary>
internal sealed class GemmOperator() : OperatorImporter("Gemm", "alpha", "beta", "transA", "transB")
{
    // Before, it spread its bias by an attribute.
    /// <inheritdoc/>
    public override int OldestOpset => 7;

    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var x = node.Symbol();
        if (node.Integer("transA", 0) != 0)
        {
            throw node.Error("transposes the batch (transA)");
        }

        if (x.Shape.Rank != 1)
        {
            throw node.Error($"takes samples of one axis, got {x.Shape}");
        }

        var weight = node.Tensor(1);
        if (weight.Shape.Rank != 2)
        {
            throw node.Error($"has a weight of shape {weight.Shape}, which should have two axes");
        }

        weight = DenseWeight.Scaled(node.Integer("transB", 0) != 0 ? weight : MatrixTransposition.Of(weight), node.Number("alpha", 1f));
        var bias = node.Has(2) ? DenseWeight.Scaled(DenseWeight.Bias(node, 2, weight.Shape[0]), node.Number("beta", 1f)) : null;
        return DenseWeight.Call(node, weight, bias);
    }
}
