using Interop.Native.Kernels;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// Average pooling: <c>y[n, c, p] = 1/divisor Σₖ x[n, c, p·stride − padding + k]</c>, the padding counting as 0. The divisor is the number of elements
/// under the window, those of the padding included (PyTorch's default; Keras' "same" does not count them), but not what a last window in
/// ceil mode sees beyond the padding; or a fixed number. Source: D0; PyTorch's AvgPool1d, 2d, 3d.
/// </summary>
public abstract class AveragePooling : Pooling
{
    private readonly PoolingDivisor _divisor;

    private protected AveragePooling(
        int spatialAxes, Shape? poolSize, Shape? stride, Padding padding, bool ceilMode, bool countIncludePad, int? divisorOverride, string? name)
        : base(spatialAxes, poolSize, stride, padding, null, ceilMode, name)
    {
        if (divisorOverride is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(divisorOverride), divisorOverride, "A divisor must be 1 or more.");
        }

        _divisor = new PoolingDivisor(divisorOverride, countIncludePad);
    }

    /// <summary>Whether elements of the padding are counted in the divisor.</summary>
    public bool CountIncludePad => _divisor.CountsPadding;

    /// <summary>What every sum is divided by; null to count the elements.</summary>
    public int? DivisorOverride => _divisor.Fixed;

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        AveragePoolingKernel.Forward(
            Geometry(context.InputShape()), context.BatchSize, _divisor, context.Input(), context.Output, context.Workers);
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        AveragePoolingKernel.Backward(
            Geometry(context.InputShape()), context.BatchSize, _divisor, context.OutputGradient, context.InputGradient(), context.Workers);
    }
}
