using Interop.OnnxBridge.Runtime;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>MatMul with a constant matrix on the right is a Dense layer along the last axis; with a following Add of a constant, its bias.</summary>
internal sealed class MatMulOperator() : OperatorImporter("MatMul")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        if (node.Symbol().Shape.Rank == 0)
        {
            throw node.Error("multiplies scalars");
        }

        var matrix = node.Tensor(1);
        if (matrix.Shape.Rank != 2)
        {
            throw node.Error($"multiplies by a constant of shape {matrix.Shape}, which should have two axes");
        }

        var weight = MatrixTransposition.Of(matrix);
        return DenseWeight.Call(node, weight, node.Has(2) ? DenseWeight.Bias(node, 2, weight.Shape[0]) : null);
    }
}
