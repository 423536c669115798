using Interop.Native.Kernels;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// A layer that multiplies its input by a random factor for each element while training: <c>y = x·m</c>, <c>dx = dy·m</c>. The same factors
/// serve the backward pass; each batch draws new ones, in row-major order of the public shape, as PyTorch does.
/// </summary>
public abstract class RandomFactor : Layer
{
    private protected RandomFactor(string? name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    public override DataLayout? Layout => null;

    /// <inheritdoc/>
    public override bool BackwardNeedsInput => false;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => SingleInput(inputs);

    /// <inheritdoc/>
    public override Workspace Workspace(IReadOnlyList<Shape> inputs, int batchSize, bool training)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var size = inputs[0].Prepend(batchSize).Size;
        return new Workspace(Saved: size, Scratch: inputs[0].Rank > 1 ? size : 0);
    }

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.IsStochastic)
        {
            ApplyAtInference(context);
            return;
        }

        var factors = context.Saved[..context.Output.Length];
        DrawInLayout(context, factors);
        Apply(context, factors);
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var gradient = context.OutputGradient;
        Elementwise.Map(gradient, context.Saved[..gradient.Length], context.InputGradient(), default(MultiplyOperation), context.Workers);
    }

    /// <summary>Draws the factors of a batch.</summary>
    /// <param name="generator">The random numbers.</param>
    /// <param name="factors">Where to write, in the public order.</param>
    private protected abstract void Draw(Generator generator, Span<float> factors);

    /// <summary>y from x and the factors.</summary>
    /// <param name="context">The batch.</param>
    /// <param name="factors">The factors in the order of the batch in memory.</param>
    private protected virtual void Apply(LayerContext context, ReadOnlySpan<float> factors) =>
        Elementwise.Map(context.Input(), factors, context.Output, default(MultiplyOperation), context.Workers);

    /// <summary>y from x where nothing is drawn.</summary>
    /// <param name="context">The batch.</param>
    private protected virtual void ApplyAtInference(LayerContext context) => context.Input().CopyTo(context.Output);

    private void DrawInLayout(LayerContext context, Span<float> factors)
    {
        var shape = context.InputShape();
        if (context.Layout == DataLayout.ChannelsFirst || shape.Rank < 2)
        {
            Draw(context.Generator, factors);
            return;
        }

        var drawn = context.Scratch[..factors.Length];
        Draw(context.Generator, drawn);
        BatchTranspose.Run(context.BatchSize, shape[0], shape.Size / shape[0], drawn, factors, context.Workers);
    }
}
