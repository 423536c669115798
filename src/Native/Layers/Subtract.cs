using Interop.Native.Kernels;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>The difference of its two inputs: <c>y = x₁ − x₂</c>, <c>dx₁ = dy</c>, <c>dx₂ = −dy</c>. Source: Keras' Subtract.</summary>
/// <param name="name">The layer's name; null for its kind and count.</param>
public sealed class Subtract(string? name = null) : Join(name)
{
    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        var shape = base.OutputShape(inputs);
        return inputs.Count == 2 ? shape : throw Error($"takes two inputs, got {inputs.Count}; give the minuend and the subtrahend.");
    }

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Elementwise.Map(context.Input(0), context.Input(1), context.Output, default(SubtractOperation), context.Workers);
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.NeedsInputGradient(0))
        {
            context.OutputGradient.CopyTo(context.InputGradient(0));
        }

        if (context.NeedsInputGradient(1))
        {
            Elementwise.Map(context.OutputGradient, context.InputGradient(1), default(NegateOperation), context.Workers);
        }
    }
}
