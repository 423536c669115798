using Interop.Native.Layers;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>AveragePool over one, two or three axes, with a Pad by zeros in front and a factor behind where there are any.</summary>
internal sealed class AveragePoolOperator() : OperatorImporter("AveragePool", [.. PoolingImport.Attributes, "count_include_pad", PoolingImport.OuterPads, Factor])
{
    /// <summary>The attribute that holds a factor behind.</summary>
    public const string Factor = "factor";

    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var window = Window.Of(node, null);
        if (window.Dilation.Any(dilation => dilation != 1))
        {
            throw node.Error("has dilations");
        }

        var counts = node.Integer("count_include_pad", 0) != 0;
        var (before, after) = window.PaddingWith(node, null);
        var counted = counts ? after : null;
        if (node.Integers(PoolingImport.OuterPads) is { } outer)
        {
            // What the Pad added counts, what the pooling itself adds behind does not: that is ceil mode.
            if (before.Any(extent => extent != 0) || (counts && after.Any(extent => extent != 0)))
            {
                throw node.Error("pads once more behind a Pad");
            }

            counts = true;
            (before, after) = window.PaddingWith(node, PoolingImport.OuterPads);
            counted = [.. outer[before.Length..].Select(extent => (int)extent)];
        }

        var divisor = DivisorOf(node, window, counts);
        return PoolingImport.Call(node, window, before, after, divisor is null ? counted : null, (padding, ceil, name) => before.Length switch
        {
            1 => new AvgPool1D(window.Kernel, window.Stride, padding, ceil, counts, divisor, name),
            2 => new AvgPool2D(window.Kernel, window.Stride, padding, ceil, counts, divisor, name),
            3 => new AvgPool3D(window.Kernel, window.Stride, padding, ceil, counts, divisor, name),
            _ => throw node.Error($"pools over {before.Length} axes; one to three can be imported"),
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
