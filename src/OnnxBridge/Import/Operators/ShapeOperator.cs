namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Shape is known at import, but for the batch.</summary>
internal sealed class ShapeOperator() : OperatorImporter("Shape", "end", "start")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        long[] extents = node.Value() is ImportedConstant constant
            ? [.. constant.Dimensions.Select(extent => (long)extent)]
            : [ImportedConstant.Batch, .. node.Symbol().Shape.Select(extent => (long)extent)];
        var start = Bound(node.Integer("start", 0), extents.Length);
        var end = Bound(node.Integer("end", extents.Length), extents.Length);
        long[] part = start < end ? extents[start..end] : [];
        return new ImportedConstant("", [part.Length], part);
    }

    private static int Bound(long position, int length) => (int)Math.Clamp(position < 0 ? position + length : position, 0, length);
}
