using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Squeeze takes away axes of one element.</summary>
internal sealed class SqueezeOperator() : OperatorImporter("Squeeze", "axes")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var given = node.IntegersOf("axes", 1);
        if (node.Value() is ImportedConstant constant)
        {
            var kept = Kept(node, constant.Dimensions, given, 0);
            return ConstantMath.WithDimensions(constant, [.. kept]);
        }

        int[] sample = [.. node.Symbol().Shape];
        if (given is null)
        {
            throw node.Error("names no axes, so that the batch would go too where it has one sample");
        }

        return ReshapeOperator.To(node, node.Symbol(), new Shape([.. Kept(node, sample, given, 1)]));
    }

    private static IEnumerable<int> Kept(ImportedNode node, int[] extents, long[]? given, int batchAxes)
    {
        var rank = extents.Length + batchAxes;
        var axes = given?.Select(axis => node.Axis(axis, rank) - batchAxes).ToHashSet()
            ?? Enumerable.Range(0, extents.Length).Where(axis => extents[axis] == 1).ToHashSet();
        return axes.All(axis => axis >= 0 && extents[axis] == 1)
            ? extents.Where((_, axis) => !axes.Contains(axis))
            : throw node.Error($"takes away axes that have more than one element, or the batch");
    }
}
