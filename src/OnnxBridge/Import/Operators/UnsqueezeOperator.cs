using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Unsqueeze adds axes of one element.</summary>
internal sealed class UnsqueezeOperator() : OperatorImporter("Unsqueeze", "axes")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var given = node.IntegersOf("axes", 1) ?? throw node.Error("names no axes");
        if (node.Value() is ImportedConstant constant)
        {
            return ConstantMath.WithDimensions(constant, [.. Widened(node, constant.Dimensions, given, 0)]);
        }

        return ReshapeOperator.To(node, node.Symbol(), new Shape([.. Widened(node, [.. node.Symbol().Shape], given, 1)]));
    }

    private static List<int> Widened(ImportedNode node, int[] extents, long[] given, int batchAxes)
    {
        var rank = extents.Length + given.Length + batchAxes;
        if (rank > ConstantPool.MaximumRank)
        {
            throw node.Error($"makes a value of {rank} axes; at most {ConstantPool.MaximumRank} can be imported");
        }

        var widened = new List<int>(extents);
        foreach (var axis in given.Select(axis => node.Axis(axis, rank) - batchAxes).Order())
        {
            if (axis < 0 || axis > widened.Count)
            {
                throw node.Error("adds an axis in front of the batch, or one twice");
            }

            widened.Insert(axis, 1);
        }

        return widened;
    }
}
