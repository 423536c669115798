using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>
/// The padding of a pooling on its way in. A pooling layer pads by at most half its window, or by a rule, and has a ceil mode that lets the last
/// window reach beyond; a file may write all of these in numbers.
/// </summary>
internal static class PoolingImport
{
    /// <summary>The attributes of poolings, those that a pattern adds included.</summary>
    public static readonly string[] Attributes = ["auto_pad", "ceil_mode", "dilations", "kernel_shape", "pads", "storage_order", "strides"];

    /// <summary>The attribute that holds the padding of a Pad node in front.</summary>
    public const string OuterPads = "outer_pads";

    /// <summary>Makes the layer whose windows lie where the numbers say.</summary>
    /// <param name="node">The node.</param>
    /// <param name="window">Its window.</param>
    /// <param name="before">Padding in front, for each axis.</param>
    /// <param name="after">Padding behind.</param>
    /// <param name="countsAfter">Whether the padding behind takes part in the result, or only must be there.</param>
    /// <param name="create">Makes the layer from a padding, ceil mode and a name.</param>
    public static ImportedSymbol Call(
        ImportedNode node, Window window, int[] before, int[] after, bool countsAfter, Func<Padding, bool, string?, Pooling> create)
    {
        var input = node.Symbol().Shape;
        var ceil = node.Integer("ceil_mode", 0) != 0;
        var output = Outputs(input, window, before, after, ceil);
        foreach (var candidate in Candidates(window, before, after, ceil))
        {
            if (TryCreate(() => create(candidate.Padding, candidate.Ceil, null)) is { } layer && Fits(layer, input, before, countsAfter ? after : null, output))
            {
                return node.Call(name => create(candidate.Padding, candidate.Ceil, name));
            }
        }

        throw node.Error($"pads by [{string.Join(", ", before)}] and [{string.Join(", ", after)}], more than half of its window of {window.Kernel}");
    }

    private static IEnumerable<(Padding Padding, bool Ceil)> Candidates(Window window, int[] before, int[] after, bool ceil)
    {
        yield return (Padding.Of(new Shape(before), new Shape(after)), ceil);
        yield return (Padding.Same, false);
        yield return (Padding.Causal, false);
        yield return (Padding.Same, true);
        yield return (Padding.Causal, true);
        int[] held = [.. after.Zip(window.Kernel, (extent, kernel) => Math.Min(extent, kernel / 2))];
        yield return (Padding.Of(new Shape(before), new Shape(held)), true);

        // Ceil mode on an axis that needs none would add a window there; padding behind that exceeds the need is left out first.
        int[] front = [.. after.Zip(window.Kernel, (extent, kernel) => extent > kernel / 2 ? 0 : extent)];
        yield return (Padding.Of(new Shape(before), new Shape(front)), true);
    }

    private static bool Fits(Pooling layer, Shape input, int[] before, int[]? after, int[] output)
    {
        try
        {
            var padding = layer.PaddingOf(input);
            return layer.OutputShape([input]).Skip(1).SequenceEqual(output) && padding.Select(axis => axis.Before).SequenceEqual(before)
                && (after is null || padding.Select(axis => axis.After).SequenceEqual(after));
        }
        catch (NetworkException)
        {
            return false;
        }
    }

    private static Pooling? TryCreate(Func<Pooling> create)
    {
        try
        {
            return create();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static int[] Outputs(Shape input, Window window, int[] before, int[] after, bool ceil)
    {
        var output = new int[before.Length];
        for (var axis = 0; axis < output.Length; axis++)
        {
            var span = checked((window.Dilation[axis] * (window.Kernel[axis] - 1)) + 1);
            var room = checked(input[axis + 1] + before[axis] + after[axis] - span);
            var stride = window.Stride[axis];
            output[axis] = room < 0 ? 0 : ((ceil ? room + stride - 1 : room) / stride) + 1;

            // A last window that would begin in the padding behind does not count.
            if (ceil && (output[axis] - 1) * stride >= input[axis + 1] + before[axis])
            {
                output[axis]--;
            }
        }

        return output;
    }
}
