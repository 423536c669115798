namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Pad by one value around space; it becomes the padding of the convolution or pooling behind it.</summary>
internal sealed class PadOperator() : OperatorImporter("Pad", "mode", "pads", "value")
{
    // Far beyond any image; keeps sums of a few of them within 32 bits.
    private const int Largest = 1 << 24;

    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var symbol = node.Symbol();
        var rank = symbol.Shape.Rank + 1;
        var filling = node.Has(2) ? node.Floats(2).FirstOrDefault() : node.Number("value", 0);
        var pads = node.IntegersOf("pads", 1) ?? throw node.Error("lacks its pads");
        if (node.Text("mode", "constant") != "constant" || node.Has(3))
        {
            throw node.Error("repeats what is inside, or names axes; padding by one value can be imported");
        }

        if (pads.Length != 2 * rank || rank < 3 || pads.Any(extent => extent is < 0 or > Largest)
            || pads[0] != 0 || pads[1] != 0 || pads[rank] != 0 || pads[rank + 1] != 0)
        {
            throw node.Error($"has pads [{string.Join(", ", pads.Take(2 * ConstantPool.MaximumRank))}] for a value of {rank} axes; numbers of 0 or more around space can be imported");
        }

        int[] Part(int start) => [.. pads[start..(start + rank - 2)].Select(extent => (int)extent)];
        return new ImportedPadding(symbol, Part(2), Part(rank + 2), filling);
    }
}
