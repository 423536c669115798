using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Where the numbers of a constant go when ONNX spreads it over a batch, aligned at the last axis.</summary>
internal static class BroadcastAxis
{
    /// <summary>Stands for a constant of one number, which goes everywhere.</summary>
    public const int Everywhere = 0;

    /// <summary>The axis of the batch that has one number for each entry, or <see cref="Everywhere"/>.</summary>
    /// <param name="node">The node, for its errors.</param>
    /// <param name="constant">The constant.</param>
    /// <param name="sample">The shape of one sample of what it is spread over.</param>
    /// <exception cref="OnnxFormatException">The numbers differ along several axes or from sample to sample, or do not fit.</exception>
    public static int Of(ImportedNode node, ImportedConstant constant, Shape sample)
    {
        var dimensions = constant.Dimensions;
        var offset = sample.Rank + 1 - dimensions.Length;
        int[] varied = [.. Enumerable.Range(0, dimensions.Length).Where(axis => dimensions[axis] != 1)];
        return (offset, varied) switch
        {
            (>= 0, []) => Everywhere,
            (>= 0, [var axis]) when offset + axis > 0 && dimensions[axis] == sample[offset + axis - 1] => offset + axis,
            _ => throw node.Error(
                $"spreads a constant of shape [{string.Join(", ", dimensions)}] over samples of shape {sample}; one number, or one for each entry of one axis, can be imported"),
        };
    }
}
