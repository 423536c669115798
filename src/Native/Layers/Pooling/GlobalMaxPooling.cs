using Interop.Native.Kernels;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>Global max pooling: <c>y[n, c] = max over space of x[n, c, …]</c>; ties and NaN as in <see cref="MaxPooling"/>. Source: D0; Keras' GlobalMaxPooling.</summary>
public abstract class GlobalMaxPooling : GlobalPooling
{
    private protected GlobalMaxPooling(int spatialAxes, string? name)
        : base(spatialAxes, name)
    {
    }

    /// <inheritdoc/>
    public override Workspace Workspace(IReadOnlyList<Shape> inputs, int batchSize, bool training) =>
        new(Saved: training ? OutputShape(inputs).Prepend(batchSize).Size : 0);

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        MaxPoolingKernel.Forward(
            Geometry(context.InputShape()), context.BatchSize, context.Input(), context.Output, Taps(context), context.Workers);
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        MaxPoolingKernel.Backward(
            Geometry(context.InputShape()), context.BatchSize, context.OutputGradient, Taps(context), context.InputGradient(), context.Workers);
    }

    private static Span<float> Taps(LayerContext context) =>
        context.Saved.IsEmpty ? default : context.Saved[..context.Output.Length];
}
