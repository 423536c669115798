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
    /// <summary>The attributes of poolings.</summary>
    public static readonly string[] Attributes = ["auto_pad", "ceil_mode", "dilations", "kernel_shape", "pads", "storage_order", "strides"];

    /// <summary>Makes the layer whose windows lie where the numbers say.</summary>
    /// <param name="node">The node.</param>
    /// <param name="symbol">What it is called on.</param>
    /// <param name="window">Its window, the padding behind reaching as far as the last window may.</param>
    /// <param name="counted">The part of the padding behind that takes part in the result; null where it makes no difference.</param>
    /// <param name="create">Makes the layer from a padding, ceil mode and a name.</param>
    public static ImportedSymbol Call(
        ImportedNode node, Symbol symbol, Window window, int[]? counted, Func<Padding, bool, string?, Pooling> create)
    {
        var input = symbol.Shape;
        int[] before = [.. window.PadsBefore];
        int[] after = [.. window.PadsAfter];
        var ceil = node.Integer("ceil_mode", 0) != 0;
        int[] output = [.. Enumerable.Range(0, before.Length).Select(axis => Output(input, window, axis, before[axis], after[axis], ceil))];
        foreach (var (padding, ceilMode) in Candidates(input, window, before, counted ?? after, output, ceil))
        {
            if (TryCreate(() => create(padding, ceilMode, null)) is { } layer && Fits(layer, input, before, counted, output))
            {
                return node.Call(name => create(padding, ceilMode, name), symbol);
            }
        }

        throw node.Error($"pads by [{string.Join(", ", before)}] and [{string.Join(", ", after)}], more than half of its window of {window.Kernel}");
    }

    private static IEnumerable<(Padding Padding, bool Ceil)> Candidates(Shape input, Window window, int[] before, int[] after, int[] output, bool ceil)
    {
        yield return (Padding.Of(new Shape(before), new Shape(after)), ceil);
        yield return (Padding.Same, false);
        yield return (Padding.Causal, false);
        yield return (Padding.Of(new Shape(before), new Shape(after)), true);
        yield return (Padding.Same, true);
        yield return (Padding.Causal, true);

        // The most padding that a layer takes and that gives the same windows in ceil mode, axis by axis.
        var held = new int[after.Length];
        for (var axis = 0; axis < held.Length; axis++)
        {
            held[axis] = Math.Min(after[axis], window.Kernel[axis] / 2);
            while (held[axis] > 0 && Output(input, window, axis, before[axis], held[axis], true) != output[axis])
            {
                held[axis]--;
            }
        }

        yield return (Padding.Of(new Shape(before), new Shape(held)), true);
    }

    private static bool Fits(Pooling layer, Shape input, int[] before, int[]? counted, int[] output)
    {
        try
        {
            var padding = layer.PaddingOf(input);
            return layer.OutputShape([input]).Skip(1).SequenceEqual(output) && padding.Select(axis => axis.Before).SequenceEqual(before)
                && (counted is null || padding.Select(axis => axis.After).SequenceEqual(counted));
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

    private static int Output(Shape input, Window window, int axis, int before, int after, bool ceil)
    {
        var span = checked((window.Dilation[axis] * (window.Kernel[axis] - 1)) + 1);
        var room = checked(input[axis + 1] + before + after - span);
        var stride = window.Stride[axis];
        var output = room < 0 ? 0 : ((ceil ? checked(room + stride - 1) : room) / stride) + 1;

        // A last window that would begin in the padding behind does not count.
        return ceil && (output - 1L) * stride >= input[axis + 1] + before ? output - 1 : output;
    }
}
