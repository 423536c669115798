using Interop.Native.Kernels;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// A layer that slides a window over space: samples [channels, spatial…] with one, two or three axes of space. Output o of an axis sees the
/// inputs <c>o·stride − padding + k·dilation</c>, k = 0 … kernel − 1; there are
/// <c>⌊(input + padding before + padding after − dilation·(kernel − 1) − 1) / stride⌋ + 1</c> outputs.
/// </summary>
public abstract class WindowLayer : Layer
{
    private static readonly string[][] AxisNames = [["length"], ["height", "width"], ["depth", "height", "width"]];

    private protected WindowLayer(
        int spatialAxes, Shape kernelSize, Shape? stride, Padding padding, Shape? dilation, bool ceilMode, string? name)
        : base(name)
    {
        SpatialAxes = spatialAxes;
        KernelSize = ForEachAxis(kernelSize, nameof(kernelSize));
        Stride = ForEachAxis(stride ?? 1, nameof(stride));
        Dilation = ForEachAxis(dilation ?? 1, nameof(dilation));
        if (!padding.Fits(spatialAxes))
        {
            throw new ArgumentException($"{Kind} has {spatialAxes} axes of space; give padding one number for all or {spatialAxes}, got {padding}.", nameof(padding));
        }

        Padding = padding;
        CeilMode = ceilMode;
    }

    /// <summary>The extents of the window, one for each axis of space.</summary>
    public Shape KernelSize { get; }

    /// <summary>From one output's window to the next, for each axis of space.</summary>
    public Shape Stride { get; }

    /// <summary>How far the image is extended.</summary>
    public Padding Padding { get; }

    /// <summary>From one tap of the window to the next, for each axis of space.</summary>
    public Shape Dilation { get; }

    /// <inheritdoc/>
    public override DataLayout? Layout => DataLayout.ChannelsLast;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    internal override bool RunsInSlices => true;

    private protected int SpatialAxes { get; }

    private protected bool CeilMode { get; }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = SingleInput(inputs);
        if (input.Rank != SpatialAxes + 1)
        {
            throw Error($"takes samples of shape [channels, {string.Join(", ", AxisNames[SpatialAxes - 1])}], got {input}; {RankRemedy(input)}.");
        }

        Span<int> output = stackalloc int[SpatialAxes + 1];
        output[0] = OutputChannels(input[0]);
        for (var axis = 0; axis < SpatialAxes; axis++)
        {
            output[axis + 1] = CheckedAxis(input, axis).Output;
        }

        return new Shape(output);
    }

    /// <summary>How far samples of a shape are extended, in numbers: what a padding such as <c>"same"</c> comes to.</summary>
    /// <param name="input">The shape of one sample, [channels, spatial…].</param>
    /// <returns>What is added in front of and behind each axis of space.</returns>
    /// <exception cref="NetworkException">The layer cannot take such samples.</exception>
    public IReadOnlyList<(int Before, int After)> PaddingOf(Shape input)
    {
        OutputShape([input]);
        return [.. Enumerable.Range(0, SpatialAxes).Select(axis => Axis(input, axis)).Select(axis => (axis.PadBefore, axis.PadAfter))];
    }

    /// <summary>The channels of the output; checks those of the input.</summary>
    private protected abstract int OutputChannels(int inputChannels);

    /// <summary>One axis of space: 0 is the innermost, 1 the one around it, 2 the outermost; those that are not there have one element.</summary>
    private protected WindowAxis AxisFromInside(Shape input, int fromInside) =>
        fromInside < SpatialAxes ? Axis(input, SpatialAxes - 1 - fromInside) : WindowAxis.None;

    private WindowAxis Axis(Shape input, int axis)
    {
        var (extent, kernel, stride, dilation) = (input[axis + 1], KernelSize[axis], Stride[axis], Dilation[axis]);
        var span = WindowAxis.SpanOf(kernel, dilation);
        var (before, after) = Padding.Along(axis, extent, span, stride);
        return new WindowAxis(extent, kernel, stride, dilation, before, after, WindowAxis.OutputOf(extent, span, stride, before, after, CeilMode));
    }

    private WindowAxis CheckedAxis(Shape input, int index)
    {
        var axis = Axis(input, index);
        if (axis.Output > 0 && axis.Input > 0)
        {
            return axis;
        }

        var name = AxisNames[SpatialAxes - 1][index];
        var dilated = axis.Dilation > 1 ? $", dilation {axis.Dilation}, spans {axis.Span} elements" : string.Empty;
        throw Error(
            $"has a kernel of {axis.Window}{dilated} along the {name}, but samples of shape {input} have {axis.Input} there and " +
            $"{axis.PadBefore + axis.PadAfter} of padding; use a smaller kernel, more padding, or fewer layers that shrink the image before it.");
    }

    private string RankRemedy(Shape input)
    {
        if (input.Rank == SpatialAxes)
        {
            return $"images of one channel still need its axis: Reshape to {input.Prepend(1)}";
        }

        return input.Rank == 1 ? "Reshape the features to an image first" : $"use the layer for {Math.Clamp(input.Rank - 1, 1, 3)} axes of space, or Reshape first";
    }

    private Shape ForEachAxis(Shape extents, string what)
    {
        if (extents.Rank != 1 && extents.Rank != SpatialAxes)
        {
            throw new ArgumentException($"{Kind} has {SpatialAxes} axes of space; give one number for all or {SpatialAxes}, got {extents}.", what);
        }

        foreach (var extent in extents.Extents)
        {
            if (extent < 1)
            {
                throw new ArgumentOutOfRangeException(what, extents, $"{Kind} needs 1 or more along every axis.");
            }
        }

        return extents.Rank == SpatialAxes ? extents : new Shape([.. Enumerable.Repeat(extents[0], SpatialAxes)]);
    }
}
