using Interop.Native.Activations;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// An activation function as a layer of its own: <c>y = f(x)</c>, same shape. Source: D0, Keras' Activation; the plan fuses it with the
/// layer before where it can.
/// </summary>
/// <param name="function">The function, or a Keras name such as <c>"relu"</c>.</param>
/// <param name="name">The layer's name; null for its position.</param>
/// <exception cref="ArgumentNullException">There is no function.</exception>
public sealed class Activation(ActivationFunction function, string? name = null) : Layer(name)
{
    /// <summary>The function.</summary>
    public ActivationFunction Function { get; } = function ?? throw new ArgumentNullException(nameof(function));

    /// <inheritdoc/>
    public override DataLayout? Layout => null;

    /// <inheritdoc/>
    public override bool BackwardNeedsInput => Function.BackwardNeedsInput;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => Function.BackwardNeedsOutput;

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => SingleInput(inputs);

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Function.Forward(context.Input(), context.Output, AxisView.Along(context, Function.Axis));
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Function.Backward(
            BackwardNeedsInput ? context.Input() : default,
            BackwardNeedsOutput ? context.Output : default,
            context.OutputGradient,
            context.InputGradient(),
            AxisView.Along(context, Function.Axis));
    }
}
