using Interop.Native.Kernels;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// Drops each element with probability p while training, and does nothing at inference. Inverted (the default): kept values are scaled by
/// <c>1/(1−p)</c>, <c>y = x·m/(1−p)</c> with m ~ Bernoulli(1−p). The same mask serves the backward pass; each batch draws a new one, in
/// row-major order of the public shape, as PyTorch does. Source: D0–D4; Srivastava et al. 2014.
/// </summary>
public sealed class Dropout : Layer
{
    /// <summary>Makes a dropout layer.</summary>
    /// <param name="rate">p, the probability that an element is dropped, in [0, 1].</param>
    /// <param name="name">The layer's name; null for its position.</param>
    /// <exception cref="ArgumentOutOfRangeException">p lies outside [0, 1].</exception>
    public Dropout(double rate = 0.5, string? name = null)
        : base(name)
    {
        if (!(rate is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A dropout rate is a probability in [0, 1].");
        }

        Rate = rate;
    }

    /// <summary>p, the probability that an element is dropped.</summary>
    public double Rate { get; }

    /// <inheritdoc/>
    public override DataLayout? Layout => null;

    /// <inheritdoc/>
    public override bool BackwardNeedsInput => false;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    internal override bool IsIdentityAtInference => true;

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
        var input = context.Input();
        if (!context.IsTraining)
        {
            input.CopyTo(context.Output);
            return;
        }

        var mask = context.Saved[..input.Length];
        DrawMask(context, mask);
        ElementwiseProduct.Run(input, mask, context.Output);
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var gradient = context.OutputGradient;
        ElementwiseProduct.Run(gradient, context.Saved[..gradient.Length], context.InputGradient());
    }

    // PyTorch draws nothing for p = 0, and multiplies by zero without drawing for p = 1.
    private void DrawMask(LayerContext context, Span<float> mask)
    {
        if (Rate is 0 or 1)
        {
            mask.Fill(Rate == 0 ? 1f : 0f);
            return;
        }

        var kept = 1f / (float)(1 - Rate);
        var shape = context.InputShape();
        if (context.Layout == DataLayout.ChannelsFirst || shape.Rank < 2)
        {
            context.Generator.FillBernoulli(mask, 1 - Rate, kept);
            return;
        }

        var drawn = context.Scratch[..mask.Length];
        context.Generator.FillBernoulli(drawn, 1 - Rate, kept);
        BatchTranspose.Run(context.BatchSize, shape[0], shape.SizeBetween(1, shape.Rank), drawn, mask);
    }
}
