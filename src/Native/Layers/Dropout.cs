using Interop.Native.Kernels;
using Interop.Native.Random;

namespace Interop.Native.Layers;

/// <summary>
/// Drops each element with probability p while training. <see cref="DropoutForm.Inverted"/> (PyTorch's, the default):
/// <c>y = x·m/(1−p)</c> with m ~ Bernoulli(1−p), and y = x at inference. <see cref="DropoutForm.Standard"/>: <c>y = x·m</c>, and
/// <c>y = x·(1−p)</c> at inference. The same mask serves the backward pass; each batch draws a new one, in row-major order of the public
/// shape, as PyTorch does. Source: D0–D4; Srivastava et al. 2014.
/// </summary>
public sealed class Dropout : RandomFactor
{
    private DropoutForm? _form;

    /// <summary>Makes a dropout layer.</summary>
    /// <param name="rate">p, the probability that an element is dropped, in [0, 1].</param>
    /// <param name="form">Whether training or inference puts the expected value right; null for the network's convention.</param>
    /// <param name="name">The layer's name; null for its position.</param>
    /// <exception cref="ArgumentOutOfRangeException">p lies outside [0, 1].</exception>
    public Dropout(double rate = 0.5, DropoutForm? form = null, string? name = null)
        : base(name)
    {
        Rate = DropoutRate.Check(rate);
        _form = form;
    }

    /// <summary>p, the probability that an element is dropped.</summary>
    public double Rate { get; }

    /// <summary>Whether training or inference puts the expected value right.</summary>
    public DropoutForm Form => _form ?? DropoutForm.Inverted;

    internal override bool IsIdentityAtInference => Form == DropoutForm.Inverted || Rate == 0;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Tensors.Shape> inputs) => _form ??= Conventions.Dropout;

    private protected override void Draw(Generator generator, Span<float> factors) =>
        DropoutRate.DrawMask(generator, Rate, DropoutRate.KeptFactor(Rate, Form), factors);

    private protected override void ApplyAtInference(LayerContext context)
    {
        var factor = Form == DropoutForm.Standard ? (float)(1 - Rate) : 1f;
        Elementwise.Map(context.Input(), context.Output, new ScaleOperation(factor), context.Workers);
    }
}
