using Interop.Native.Kernels;

namespace Interop.Native.Layers;

/// <summary>The mean of its inputs: <c>y = (x₁ + … + xₙ)/n</c>, <c>dxᵢ = dy/n</c>. All inputs have one shape. Source: Keras' Average.</summary>
/// <param name="name">The layer's name; null for its kind and count.</param>
public sealed class Average(string? name = null) : Join(name)
{
    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Elementwise.Map(context.Input(0), context.Input(1), context.Output, default(AddOperation), context.Workers);
        for (var i = 2; i < context.InputCount; i++)
        {
            Elementwise.Map(context.Output, context.Input(i), context.Output, default(AddOperation), context.Workers);
        }

        Elementwise.Map(context.Output, context.Output, new DivideByOperation(context.InputCount), context.Workers);
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        for (var i = 0; i < context.InputCount; i++)
        {
            if (context.NeedsInputGradient(i))
            {
                Elementwise.Map(context.OutputGradient, context.InputGradient(i), new DivideByOperation(context.InputCount), context.Workers);
            }
        }
    }
}
