using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>The attributes that Conv and the poolings share.</summary>
/// <param name="Kernel">The extents of the window.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="PadsBefore">How far samples are extended in front, for each axis.</param>
/// <param name="PadsAfter">How far samples are extended behind.</param>
/// <param name="Dilation">From one tap to the next.</param>
internal sealed record Window(Shape Kernel, Shape Stride, Shape PadsBefore, Shape PadsAfter, Shape Dilation)
{
    // Far beyond any image; keeps sums of a few of them within 32 bits.
    private const int Largest = 1 << 24;

    /// <summary>How far samples are extended.</summary>
    public Padding Padding => Padding.Of(PadsBefore, PadsAfter);

    /// <summary>Reads a node's attributes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="symbol">What it slides over.</param>
    /// <param name="weightKernel">The kernel that the weight has; null for poolings, whose attribute says it.</param>
    public static Window Of(ImportedNode node, Symbol symbol, Shape? weightKernel)
    {
        var input = symbol.Shape;
        var axes = input.Rank - 1;
        var kernel = Extents(node, "kernel_shape", axes, 1, weightKernel);
        if (weightKernel is { } expected && kernel != expected)
        {
            throw node.Error($"has kernel_shape {kernel}, its weight {expected}");
        }

        var stride = Extents(node, "strides", axes, 1, Ones(axes));
        var dilation = Extents(node, "dilations", axes, 1, Ones(axes));
        var (before, after) = PaddingOf(node, input, kernel, stride, dilation);
        return new Window(kernel, stride, before, after, dilation);
    }

    /// <summary>The window with the padding of a Pad node in front added to its own.</summary>
    public Window With(ImportedPadding? outer) => outer is null ? this : this with
    {
        PadsBefore = new Shape([.. PadsBefore.Zip(outer.Before, (own, added) => own + added)]),
        PadsAfter = new Shape([.. PadsAfter.Zip(outer.After, (own, added) => own + added)]),
    };

    private static (Shape Before, Shape After) PaddingOf(ImportedNode node, Shape input, Shape kernel, Shape stride, Shape dilation)
    {
        var axes = kernel.Rank;
        var before = new int[axes];
        var after = new int[axes];
        switch (node.Text("auto_pad", "NOTSET"))
        {
            case "NOTSET":
                var pads = Extents(node, "pads", 2 * axes, 0, new Shape(new int[2 * axes]));
                return (new Shape(pads.Extents[..axes]), new Shape(pads.Extents[axes..]));
            case "VALID":
                return (new Shape(before), new Shape(after));
            case "SAME_UPPER":
                Same(input, kernel, stride, dilation, before, after);
                return (new Shape(before), new Shape(after));
            case "SAME_LOWER":
                Same(input, kernel, stride, dilation, after, before);
                return (new Shape(before), new Shape(after));
            case var name:
                throw node.Error($"has auto_pad '{name}', which ONNX does not know");
        }
    }

    // As much as makes the output ⌈input / stride⌉; the odd one on the larger side.
    private static void Same(Shape input, Shape kernel, Shape stride, Shape dilation, int[] smaller, int[] larger)
    {
        for (var axis = 0; axis < kernel.Rank; axis++)
        {
            var span = checked((dilation[axis] * (kernel[axis] - 1)) + 1);
            var output = (input[axis + 1] + stride[axis] - 1) / stride[axis];
            var total = Math.Max(0, checked(((output - 1) * stride[axis]) + span - input[axis + 1]));
            smaller[axis] = total / 2;
            larger[axis] = total - (total / 2);
        }
    }

    private static Shape Extents(ImportedNode node, string attribute, int count, int least, Shape? otherwise)
    {
        var values = node.Integers(attribute);
        if (values is null)
        {
            return otherwise ?? throw node.Error($"lacks its attribute {attribute}");
        }

        return values.Length == count && values.All(value => value >= least && value <= Largest)
            ? new Shape([.. values.Select(value => (int)value)])
            : throw node.Error($"has {attribute} [{string.Join(", ", values.Take(8))}], which should be {count} numbers of {least} or more");
    }

    private static Shape Ones(int count) => new([.. Enumerable.Repeat(1, count)]);
}
