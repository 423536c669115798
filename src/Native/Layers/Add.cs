using Interop.Native.Kernels;

namespace Interop.Native.Layers;

/// <summary>The sum of its inputs: <c>y = x₁ + x₂ + …</c>, <c>dxᵢ = dy</c>: a residual connection. All inputs have one shape. Source: Keras' Add.</summary>
/// <param name="name">The layer's name; null for its kind and count.</param>
public sealed class Add(string? name = null) : Join(name)
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
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        for (var i = 0; i < context.InputCount; i++)
        {
            if (context.NeedsInputGradient(i))
            {
                context.OutputGradient.CopyTo(context.InputGradient(i));
            }
        }
    }
}
