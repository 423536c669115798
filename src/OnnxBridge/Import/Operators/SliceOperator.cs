namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Slice of a list of whole numbers, as exporters pick extents out of a shape.</summary>
internal sealed class SliceOperator() : OperatorImporter("Slice", "axes", "ends", "starts")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var list = node.Constant(0);
        if (list.Dimensions.Length != 1 || list.Integers is not { } values)
        {
            throw node.Error("cuts something else than a list of whole numbers");
        }

        var starts = node.IntegersOf("starts", 1);
        var ends = node.IntegersOf("ends", 2);
        if (starts is not [var from] || ends is not [var to] || (node.Has(4) && node.Integers(4) is not [1]))
        {
            throw node.Error("cuts along several axes, or in steps");
        }

        var start = Bound(from, values.Length);
        var end = Bound(to, values.Length);
        long[] part = start < end ? values[start..end] : [];
        return new ImportedConstant("", [part.Length], part);
    }

    private static int Bound(long position, int length) => (int)Math.Clamp(position < 0 ? Math.Max(position, -length) + length : position, 0, length);
}
