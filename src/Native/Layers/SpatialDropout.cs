using Interop.Native.Kernels;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// Dropout of whole channels: every point of a channel of a sample is kept or dropped together, one draw for each of N·C in that order, as
/// PyTorch's Dropout1d, 2d and 3d. Neighbouring points of an image tell nearly the same, so dropping single points would hardly regularize.
/// Scaling as <see cref="Dropout"/>. Source: Tompson et al. 2015; Keras' SpatialDropout.
/// </summary>
public abstract class SpatialDropout : Layer
{
    private readonly int _spatialAxes;
    private DropoutForm? _form;

    private protected SpatialDropout(int spatialAxes, double rate, DropoutForm? form, string? name)
        : base(name)
    {
        _spatialAxes = spatialAxes;
        _form = form;
        Rate = DropoutRate.Check(rate);
    }

    /// <summary>p, the probability that a channel is dropped.</summary>
    public double Rate { get; }

    /// <summary>Whether training or inference puts the expected value right.</summary>
    public DropoutForm Form => _form ?? DropoutForm.Inverted;

    /// <inheritdoc/>
    public override DataLayout? Layout => null;

    /// <inheritdoc/>
    public override bool BackwardNeedsInput => false;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    internal override bool IsIdentityAtInference => Form == DropoutForm.Inverted || Rate == 0;

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = SingleInput(inputs);
        return input.Rank == _spatialAxes + 1
            ? input
            : throw Error($"drops channels of samples with {_spatialAxes + 1} axes, channels first; got samples of shape {input}.");
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs) => _form ??= Conventions.Dropout;

    /// <inheritdoc/>
    public override Workspace Workspace(IReadOnlyList<Shape> inputs, int batchSize, bool training)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return new Workspace(Saved: batchSize * inputs[0][0]);
    }

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.IsStochastic)
        {
            var factor = Form == DropoutForm.Standard ? (float)(1 - Rate) : 1f;
            Elementwise.Map(context.Input(), context.Output, new ScaleOperation(factor), context.Workers);
            return;
        }

        var mask = Mask(context);
        DropoutRate.DrawMask(context.Generator, Rate, DropoutRate.KeptFactor(Rate, Form), mask);
        ChannelScale.Run(FeatureView.Of(context), context.BatchSize, mask, context.Input(), context.Output);
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ChannelScale.Run(FeatureView.Of(context), context.BatchSize, Mask(context), context.OutputGradient, context.InputGradient());
    }

    private static Span<float> Mask(LayerContext context) => context.Saved[..(context.BatchSize * context.InputShape()[0])];
}
