using Interop.Native.Kernels;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Activations;

/// <summary>
/// A batch seen along one axis: element (o, i, n) lies at <c>(o·Length + i)·Inner + n</c>. What a softmax needs to know;
/// functions that work element by element ignore it.
/// </summary>
/// <param name="Outer">The product of the extents before the axis, the batch included.</param>
/// <param name="Length">The extent of the axis.</param>
/// <param name="Inner">The product of the extents behind the axis: the stride along it.</param>
public readonly record struct AxisView(int Outer, int Length, int Inner)
{
    private readonly WorkerPool? _workers;

    /// <summary>The threads that may share the work; one unless the view came with a plan.</summary>
    internal WorkerPool Workers
    {
        get => _workers ?? WorkerPool.Get(1);
        init => _workers = value;
    }

    /// <summary>The view along an axis of a batch in memory.</summary>
    /// <param name="batchSize">The number of samples.</param>
    /// <param name="sample">The shape of one sample, channels first.</param>
    /// <param name="layout">How the batch lies in memory.</param>
    /// <param name="axis">The axis of the batch's public shape: 0 is the batch, 1 the channels, -1 the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch has no such axis.</exception>
    public static AxisView Along(int batchSize, Shape sample, DataLayout layout, int axis)
    {
        var rank = sample.Rank + 1;
        if (axis < -rank || axis >= rank)
        {
            throw new ArgumentOutOfRangeException(
                nameof(axis), axis, $"A batch of samples of shape {sample} has {rank} axes; an axis must lie in [{-rank}, {rank}).");
        }

        // The batch is axis 0, so axis a of the batch is axis a − 1 of the sample.
        axis = axis < 0 ? axis + rank : axis;
        if (axis == 0)
        {
            return new AxisView(1, batchSize, sample.Size);
        }

        var inSample = axis - 1;
        if (layout == DataLayout.ChannelsFirst || rank < 3)
        {
            return new AxisView(batchSize * sample.SizeBetween(0, inSample), sample[inSample], sample.SizeBetween(axis, sample.Rank));
        }

        // [N, C, spatial…] lies in memory as [N, spatial…, C].
        return inSample == 0
            ? new AxisView(batchSize * sample.SizeBetween(1, sample.Rank), sample[0], 1)
            : new AxisView(batchSize * sample.SizeBetween(1, inSample), sample[inSample], sample.SizeBetween(axis, sample.Rank) * sample[0]);
    }

    /// <summary>The view of a layer's output along an axis.</summary>
    /// <param name="context">The batch.</param>
    /// <param name="axis">The axis of the batch's public shape.</param>
    public static AxisView Along(LayerContext context, int axis)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Along(context.BatchSize, context.OutputShape, context.Layout, axis) with { Workers = context.Workers };
    }
}
