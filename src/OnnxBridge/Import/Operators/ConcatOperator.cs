using Interop.Native.Layers;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Concat is the layer Concatenate; lists of whole numbers, as exporters put shapes together, are joined at once.</summary>
internal sealed class ConcatOperator() : OperatorImporter("Concat", "axis")
{
    // Before, another axis was meant where none was given.
    /// <inheritdoc/>
    public override int OldestOpset => 4;

    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var values = Enumerable.Range(0, node.InputCount).Select(node.Value).ToArray();
        if (values.All(value => value is ImportedConstant { Integers: not null, Dimensions.Length: 1 }))
        {
            node.Constants.Take(values.Sum(value => (long)((ImportedConstant)value).Count), "Concat");
            long[] joined = [.. values.SelectMany(value => ((ImportedConstant)value).Integers!)];
            return new ImportedConstant("", [joined.Length], joined);
        }

        var symbols = Enumerable.Range(0, values.Length).Select(node.Symbol).ToArray();
        var given = node.Integer("axis", 0);
        if (node.Axis(given, symbols[0].Shape.Rank + 1) == 0)
        {
            throw node.Error("joins along the batch");
        }

        return symbols.Length == 1 ? node.Value() : node.Call(name => new Concatenate((int)given, name), symbols);
    }
}
