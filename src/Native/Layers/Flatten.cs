using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// All axes of a sample as one: [C, H, W] becomes [C·H·W], in the public channels-first order. Computes nothing. Source: D4.
/// </summary>
/// <param name="name">The layer's name; null for its position.</param>
public sealed class Flatten(string? name = null) : Layer(name)
{
    /// <inheritdoc/>
    public override bool BackwardNeedsInput => false;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    internal override bool IsReshape => true;

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => SingleInput(inputs).Size;

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Input().CopyTo(context.Output);
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.OutputGradient.CopyTo(context.InputGradient());
    }
}
