using Interop.Native.Layers;
using Interop.OnnxBridge.Runtime;

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
        if (constant.Dimensions is not [var rows, var columns] || axes is not (null or [1, 0] or [0, 1]))
        {
            throw node.Error("turns a constant that is no matrix");
        }

        if (axes is [0, 1])
        {
            return constant;
        }

        node.Constants.Take(constant.Count, "Transpose");
        return constant.Floats is { } floats
            ? new ImportedConstant(constant.Name, [columns, rows], Turned(floats, columns))
            : new ImportedConstant(constant.Name, [columns, rows], Turned(constant.Integers!, columns));
    }

    private static T[] Turned<T>(T[] matrix, int columns)
    {
        var turned = new T[matrix.Length];
        MatrixTransposition.Write(matrix, columns, turned);
        return turned;
    }
}
