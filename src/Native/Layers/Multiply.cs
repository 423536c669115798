using Interop.Native.Kernels;

namespace Interop.Native.Layers;

/// <summary>
/// The product of its inputs, element by element: <c>y = x₁·x₂·…</c>, <c>dxᵢ = dy·Π xⱼ (j ≠ i)</c>: a gate. All inputs have one shape.
/// Source: Keras' Multiply.
/// </summary>
/// <param name="name">The layer's name; null for its kind and count.</param>
public sealed class Multiply(string? name = null) : Join(name)
{
    /// <inheritdoc/>
    public override bool BackwardNeedsInput => true;

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Elementwise.Map(context.Input(0), context.Input(1), context.Output, default(MultiplyOperation), context.Workers);
        for (var i = 2; i < context.InputCount; i++)
        {
            Elementwise.Map(context.Output, context.Input(i), context.Output, default(MultiplyOperation), context.Workers);
        }
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        for (var i = 0; i < context.InputCount; i++)
        {
            if (!context.NeedsInputGradient(i))
            {
                continue;
            }

            var gradient = context.InputGradient(i);
            context.OutputGradient.CopyTo(gradient);
            for (var other = 0; other < context.InputCount; other++)
            {
                if (other != i)
                {
                    Elementwise.Map(gradient, context.Input(other), gradient, default(MultiplyOperation), context.Workers);
                }
            }
        }
    }
}
