using Interop.Native.Kernels;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// Max pooling: <c>y[n, c, p] = maxₖ x[n, c, p·stride − padding + k·dilation]</c>, the padding counting as −∞. The gradient goes to the first of
/// equally large elements, as in PyTorch; a NaN under the window makes the output NaN. Source: D0; PyTorch's MaxPool1d, 2d, 3d.
/// </summary>
public abstract class MaxPooling : Pooling
{
    private protected MaxPooling(
        int spatialAxes, Shape? poolSize, Shape? stride, Padding padding, Shape? dilation, bool ceilMode, string? name)
        : base(spatialAxes, poolSize, stride, padding, dilation, ceilMode, name)
    {
    }

    /// <inheritdoc/>
    public override Workspace Workspace(IReadOnlyList<Shape> inputs, int batchSize, bool training) =>
        new(Saved: training ? OutputShape(inputs).Prepend(batchSize).Size : 0);

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        MaxPoolingKernel.Forward(Geometry(context.InputShape()), context.BatchSize, context.Input(), context.Output, Taps(context), context.Workers);
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        MaxPoolingKernel.Backward(
            Geometry(context.InputShape()), context.BatchSize, context.OutputGradient, Taps(context), context.InputGradient(), context.Workers);
    }

    internal WindowGeometry Window(Shape input) => Geometry(input);

    // Which tap each output came from, in a plan that goes back.
    private static Span<float> Taps(LayerContext context) =>
        context.Saved.IsEmpty ? default : context.Saved[..context.Output.Length];
}
