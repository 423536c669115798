namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Gather from a list of whole numbers, as exporters pick extents out of a shape.</summary>
internal sealed class GatherOperator() : OperatorImporter("Gather", "axis")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var list = node.Constant(0);
        if (list.Dimensions.Length != 1 || list.Integers is not { } values)
        {
            throw node.Error("picks from something else than a list of whole numbers");
        }

        var indices = node.Constant(1);
        node.Constants.Take(indices.Count, "Gather");
        return new ImportedConstant("", indices.Dimensions, [.. node.Integers(1).Select(index => values[node.Axis(index, values.Length)])]);
    }
}
