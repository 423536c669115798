using Interop.Native.Kernels;

namespace Interop.Native.Layers;

/// <summary>Global average pooling: <c>y[n, c] = mean over space of x[n, c, …]</c>. Source: D0; Lin et al. 2014, Network in Network; Keras' GlobalAveragePooling.</summary>
public abstract class GlobalAveragePooling : GlobalPooling
{
    private static readonly PoolingDivisor Count = new(null, CountsPadding: false);

    private protected GlobalAveragePooling(int spatialAxes, string? name)
        : base(spatialAxes, name)
    {
    }

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        AveragePoolingKernel.Forward(
            Geometry(context.InputShape()), context.BatchSize, Count, context.Input(), context.Output, context.Workers);
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        AveragePoolingKernel.Backward(
            Geometry(context.InputShape()), context.BatchSize, Count, context.OutputGradient, context.InputGradient(), context.Workers);
    }
}
