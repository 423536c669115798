using Interop.Native.Layers;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>AveragePool over one, two or three axes, with a Pad by zeros in front and a factor behind where there are any.</summary>
internal sealed class AveragePoolOperator() : OperatorImporter("AveragePool", [.. PoolingImport.Attributes, "count_include_pad", Factor])
{
    /// <summary>The attribute that holds a factor behind.</summary>
    public const string Factor = "factor";

    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var (symbol, outer) = node.PaddedSymbol(0);
        var window = Window.Of(node, symbol, null);
        if (window.Dilation.Any(dilation => dilation != 1))
        {
            throw node.Error("has dilations");
        }

        var counts = node.Integer("count_include_pad", 0) != 0;
        int[]? counted = counts ? [.. window.PadsAfter] : null;
        if (outer is not null)
        {
            // What the Pad added counts, what the pooling itself adds behind does not: that is ceil mode.
            if (window.PadsBefore.Any(extent => extent != 0) || (counts && window.PadsAfter.Any(extent => extent != 0)))
            {
                throw node.Error("pads once more behind a Pad");
            }

            (counts, counted) = (true, outer.After);
            window = window.With(outer);
        }

        var divisor = DivisorOf(node, window, counts);
        return PoolingImport.Call(node, symbol, window, divisor is null ? counted : null, (padding, ceil, name) => window.Kernel.Rank switch
        {
            1 => new AvgPool1D(window.Kernel, window.Stride, padding, ceil, counts, divisor, name),
            2 => new AvgPool2D(window.Kernel, window.Stride, padding, ceil, counts, divisor, name),
            3 => new AvgPool3D(window.Kernel, window.Stride, padding, ceil, counts, divisor, name),
            _ => throw node.Error($"pools over {window.Kernel.Rank} axes; one to three can be imported"),
        });
    }

    // The mean over the whole window times size/divisor is the sum over the divisor.
    private static int? DivisorOf(ImportedNode node, Window window, bool counts)
    {
        if (!node.HasAttribute(Factor))
        {
            return null;
        }

        var factor = node.Number(Factor, 1);
        var divisor = (int)Math.Round(window.Kernel.Size / (double)factor);
        return counts && divisor >= 1 && (float)window.Kernel.Size / divisor == factor
            ? divisor
            : throw node.Error($"is multiplied by {factor}, which makes no divisor");
    }
}
