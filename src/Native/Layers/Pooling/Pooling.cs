using Interop.Native.Kernels;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>What pooling layers share: a window that makes one element of several, each channel alone. Source: D0.</summary>
public abstract class Pooling : WindowLayer
{
    private protected Pooling(
        int spatialAxes, Shape? poolSize, Shape? stride, Padding padding, Shape? dilation, bool ceilMode, string? name)
        : base(spatialAxes, poolSize ?? 2, stride ?? poolSize ?? 2, padding, dilation, ceilMode, name)
    {
        if (!Padding.IsRule)
        {
            CheckPadding();
        }
    }

    /// <summary>Whether a last window that only partly lies on the padded input counts: output extents are rounded up.</summary>
    public new bool CeilMode => base.CeilMode;

    /// <inheritdoc/>
    public override bool BackwardNeedsInput => false;

    private protected override int OutputChannels(int inputChannels) => inputChannels;

    private protected WindowGeometry Geometry(Shape input) =>
        new(AxisFromInside(input, 2), AxisFromInside(input, 1), AxisFromInside(input, 0), input[0]);

    // More padding than half a window would make windows that see nothing else; PyTorch refuses it too.
    private void CheckPadding()
    {
        for (var axis = 0; axis < SpatialAxes; axis++)
        {
            var (before, after) = Padding.Along(axis, 1, KernelSize[axis], Stride[axis]);
            if (Math.Max(before, after) > KernelSize[axis] / 2)
            {
                throw new ArgumentException(
                    $"{Kind} pads by {Padding}, more than half of its window of {KernelSize}; use less padding or a larger window.");
            }
        }
    }
}
