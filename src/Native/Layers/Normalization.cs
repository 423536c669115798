using Interop.Native.Initializers;
using Interop.Native.Kernels;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// Inputs brought to mean 0 and deviation 1 by numbers known beforehand: <c>y = (x − μ)/σ</c>, <c>dx = dy/σ</c>, one pair for all or one for each
/// channel or feature. Training does not change μ and σ. Source: D4's Normalize(mean, std), torchvision's; Keras' Normalization and Rescaling.
/// </summary>
public sealed class Normalization : Layer
{
    private readonly float[] _mean;
    private readonly float[] _deviation;
    private readonly float[] _zeros;

    /// <summary>Makes the layer.</summary>
    /// <param name="mean">μ: one number, or one for each entry of the axis.</param>
    /// <param name="deviation">σ: as many numbers, none of them 0.</param>
    /// <param name="axis">The axis of the batch that the numbers belong to: 1 (the default) the channels or features, −1 the last.</param>
    /// <param name="name">The layer's name; null for its position.</param>
    /// <exception cref="ArgumentException">There are no numbers, not as many of both, a deviation of 0, or one that is not finite.</exception>
    public Normalization(ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation, int axis = 1, string? name = null)
        : base(name)
    {
        if (mean.Length != deviation.Length || mean.IsEmpty)
        {
            throw new ArgumentException($"Normalization takes as many means as deviations, at least one, got {mean.Length} and {deviation.Length}.", nameof(mean));
        }

        _mean = mean.ToArray();
        _deviation = deviation.ToArray();
        for (var i = 0; i < _mean.Length; i++)
        {
            if (!float.IsFinite(_mean[i]) || !float.IsFinite(_deviation[i]) || _deviation[i] == 0)
            {
                throw new ArgumentException(
                    $"Normalization takes finite means, and finite deviations other than 0, got {_mean[i]} and {_deviation[i]} for feature {i}; give a constant feature the deviation 1.",
                    nameof(deviation));
            }
        }

        ArgumentOutOfRangeException.ThrowIfZero(axis);
        Axis = axis;
        _zeros = new float[_mean.Length];
    }

    /// <summary>The axis of the batch that the numbers belong to.</summary>
    public int Axis { get; }

    /// <summary>μ, [1] or one for each entry of the axis; null before the layer is built.</summary>
    public Parameter? Mean { get; private set; }

    /// <summary>σ, as many; null before the layer is built.</summary>
    public Parameter? Deviation { get; private set; }

    /// <summary>The means in use; those the layer was made with before it is built.</summary>
    internal Tensor MeanInUse => Mean?.Read() ?? Tensor.From(_mean);

    /// <summary>The deviations in use; those the layer was made with before it is built.</summary>
    internal Tensor DeviationInUse => Deviation?.Read() ?? Tensor.From(_deviation);

    /// <inheritdoc/>
    public override DataLayout? Layout => null;

    /// <inheritdoc/>
    public override bool BackwardNeedsInput => false;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = SingleInput(inputs);
        if (_mean.Length == 1)
        {
            return input;
        }

        var axis = AxisIn(input);
        return axis >= 0 && axis < input.Rank && input[axis] == _mean.Length
            ? input
            : throw Error($"has {_mean.Length} means for axis {Axis} of the batch, got samples of shape {input}.");
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        Mean = AddBuffer("mean", _mean.Length, Constant.Zeros);
        Deviation = AddBuffer("deviation", _mean.Length, Constant.Ones);
        Mean.Write(Tensor.From(_mean.Length, _mean));
        Deviation.Write(Tensor.From(_mean.Length, _deviation));
    }

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        FeatureNormalization.Forward(View(context), context.Input(), Mean!.Storage, Deviation!.Storage, context.Output);
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.NeedsInputGradient())
        {
            FeatureNormalization.Backward(View(context), context.OutputGradient, _zeros, Deviation!.Storage, context.InputGradient());
        }
    }

    private int AxisIn(Shape sample) => Axis < 0 ? Axis + sample.Rank : Axis - 1;

    private FeatureView View(LayerContext context) =>
        _mean.Length == 1 ? new FeatureView(1, 1, context.Output.Length) : FeatureView.Of(context, AxisIn(context.InputShape()));
}
