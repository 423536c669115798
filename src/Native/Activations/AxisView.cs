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
    /// <summary>The view along an axis of a batch in memory.</summary>
    /// <param name="batchSize">The number of samples.</param>
    /// <param name="sample">The shape of one sample, channels first.</param>
    /// <param name="layout">How the batch lies in memory.</param>
    /// <param name="axis">The axis of the batch's public shape: 0 is the batch, 1 the channels, -1 the last.</param>
    public static AxisView Along(int batchSize, Shape sample, DataLayout layout, int axis)
    {
        var shape = sample.Prepend(batchSize);
        axis = shape.NormalizeAxis(axis);
        if (layout == DataLayout.ChannelsLast && shape.Rank > 2)
        {
            // [N, C, spatial…] lies in memory as [N, spatial…, C].
            shape = new Shape([shape[0], .. shape.Extents[2..], shape[1]]);
            axis = axis switch { 0 => 0, 1 => shape.Rank - 1, _ => axis - 1 };
        }

        return new AxisView(new Shape(shape.Extents[..axis]).Size, shape[axis], shape.Skip(axis + 1).Size);
    }

    /// <summary>The view of a layer's output along an axis.</summary>
    /// <param name="context">The batch.</param>
    /// <param name="axis">The axis of the batch's public shape.</param>
    public static AxisView Along(LayerContext context, int axis)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Along(context.BatchSize, context.OutputShape, context.Layout, axis);
    }
}
