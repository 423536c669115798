using Interop.Native.Layers;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Transpose that leaves the batch in front is a Permute layer; of a constant matrix, as exporters write a Dense layer's weight, it is computed.</summary>
internal sealed class TransposeOperator() : OperatorImporter("Transpose", "perm")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var axes = node.Integers("perm");
        if (node.Value() is ImportedConstant constant)
        {
            return Turned(node, constant, axes);
        }

        var rank = node.Symbol().Shape.Rank + 1;
        int[] order = [.. axes?.Select(axis => node.Axis(axis, rank)) ?? Enumerable.Range(0, rank).Reverse()];
        if (order.Length != rank || order[0] != 0 || order.Distinct().Count() != rank)
        {
            throw node.Error($"has perm [{string.Join(", ", order.Take(ConstantPool.MaximumRank))}] for a value of {rank} axes; orders that leave the batch in front can be imported");
        }

        return node.Call(name => new Permute(order.AsSpan(1), name));
    }

    private static ImportedConstant Turned(ImportedNode node, ImportedConstant constant, long[]? axes)
    {
        if (constant.Floats is null || constant.Dimensions.Length != 2)
        {
            throw node.Error("turns a constant that is no matrix of floats");
        }

        if (axes is not (null or [1, 0]))
        {
            return axes is [0, 1] ? constant : throw node.Error($"has perm [{string.Join(", ", axes.Take(ConstantPool.MaximumRank))}] for a matrix");
        }

        node.Constants.Take(constant.Count, "Transpose");
        var turned = DenseWeight.Transposed(node.Tensor(0));
        return new ImportedConstant(constant.Name, [.. turned.Shape], turned.ToArray());
    }
}
