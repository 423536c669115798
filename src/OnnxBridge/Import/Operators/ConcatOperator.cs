namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Concat of lists of whole numbers, as exporters put shapes together.</summary>
internal sealed class ConcatOperator() : OperatorImporter("Concat", "axis")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var parts = Enumerable.Range(0, node.InputCount).Select(node.Constant).ToArray();
        if (parts.Any(part => part.Integers is null || part.Dimensions.Length != 1))
        {
            throw node.Error("joins constants other than lists of whole numbers");
        }

        node.Constants.Take(parts.Sum(part => (long)part.Count), "Concat");
        long[] joined = [.. parts.SelectMany(part => part.Integers!)];
        return new ImportedConstant("", [joined.Length], joined);
    }
}
