using Interop.Native.Kernels;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// Adds N(0, σ²) to each element while training: <c>y = x + n</c>, <c>dx = dy</c>; nothing at inference. Drawn in row-major order of the
/// public shape. Source: Keras' GaussianNoise.
/// </summary>
public sealed class GaussianNoise : Layer
{
    /// <summary>Makes a noise layer.</summary>
    /// <param name="deviation">σ, the standard deviation of the noise; 0 or more.</param>
    /// <param name="name">The layer's name; null for its position.</param>
    /// <exception cref="ArgumentOutOfRangeException">σ is negative or not finite.</exception>
    public GaussianNoise(double deviation, string? name = null)
        : base(name)
    {
        if (!(deviation >= 0 && double.IsFinite(deviation)))
        {
            throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "A standard deviation is a finite number of 0 or more.");
        }

        Deviation = deviation;
    }

    /// <summary>σ, the standard deviation of the noise.</summary>
    public double Deviation { get; }

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
        return new Workspace(Scratch: inputs[0].Rank > 1 ? inputs[0].Prepend(batchSize).Size : 0);
    }

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.IsStochastic || Deviation == 0)
        {
            context.Input().CopyTo(context.Output);
            return;
        }

        var output = context.Output;
        var shape = context.InputShape();
        if (context.Layout == DataLayout.ChannelsFirst || shape.Rank < 2)
        {
            context.Generator.FillNormal(output, 0, Deviation);
        }
        else
        {
            var drawn = context.Scratch[..output.Length];
            context.Generator.FillNormal(drawn, 0, Deviation);
            BatchTranspose.Run(context.BatchSize, shape[0], shape.Size / shape[0], drawn, output, context.Workers);
        }

        Elementwise.Map(output, context.Input(), output, default(AddOperation), context.Workers);
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.OutputGradient.CopyTo(context.InputGradient());
    }
}
