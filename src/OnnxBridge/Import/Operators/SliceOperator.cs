namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Slice of constant whole numbers along one axis, as exporters pick extents out of a shape and turn paddings around.</summary>
internal sealed class SliceOperator() : OperatorImporter("Slice", "axes", "ends", "starts")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var constant = node.Constant(0);
        var starts = node.IntegersOf("starts", 1);
        var ends = node.IntegersOf("ends", 2);
        var steps = node.Has(4) ? node.Integers(4) : [1];
        if (constant.Integers is not { } values || constant.Dimensions.Length == 0 || starts is not [var from] || ends is not [var to] || steps is not [1 or -1])
        {
            throw node.Error("cuts something else than whole numbers, along several axes, or in steps");
        }

        var axis = node.IntegersOf("axes", 3) is [var given] ? node.Axis(given, constant.Dimensions.Length) : 0;
        var picked = Positions(from, to, (int)steps[0], constant.Dimensions[axis]);
        var inner = constant.Dimensions[(axis + 1)..].Aggregate(1, (product, extent) => product * extent);
        var outer = constant.Dimensions[..axis].Aggregate(1, (product, extent) => product * extent);
        var length = constant.Dimensions[axis];
        var part = new List<long>();
        for (var block = 0; block < outer; block++)
        {
            foreach (var position in picked)
            {
                part.AddRange(values.AsSpan(((block * length) + position) * inner, inner));
            }
        }

        node.Constants.Take(part.Count, "Slice");
        return new ImportedConstant("", [.. constant.Dimensions[..axis], picked.Count, .. constant.Dimensions[(axis + 1)..]], [.. part]);
    }

    // As Python counts: negative bounds from the end, all held within the axis.
    private static List<int> Positions(long from, long to, int step, int length)
    {
        var least = step > 0 ? 0 : -1;
        var most = step > 0 ? length : length - 1;
        var start = (int)Math.Clamp(from < 0 ? Math.Max(from, -length - 1L) + length : from, least, most);
        var end = (int)Math.Clamp(to < 0 ? Math.Max(to, -length - 1L) + length : to, least, most);
        var positions = new List<int>();
        for (var position = start; step > 0 ? position < end : position > end; position += step)
        {
            positions.Add(position);
        }

        return positions;
    }
}
