using Interop.Native.Activations;
using Interop.Native.Kernels;
using Interop.Native.Kernels.Losses;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Losses;

/// <summary>
/// Binary cross-entropy: <c>L = −mean [y log p + (1−y) log(1−p)]</c>, for one label or several. Mean over all elements by default
/// (PyTorch, Keras); D1's multi-label sum over classes and mean over samples is <see cref="Reduction.BatchMean"/>. From probabilities,
/// logarithms are held at −100 or more, as PyTorch does; from logits x it is <c>max(x, 0) − x y + log(1 + e^−|x|)</c>, which cannot
/// overflow, with gradient <c>σ(x) − y</c>. Predictions and targets: [N, …], same shape, targets in [0, 1]. Source: D0, D1.
/// </summary>
/// <param name="fromLogits">Whether predictions are logits rather than probabilities; PyTorch's BCEWithLogitsLoss.</param>
public sealed class BinaryCrossentropy(bool fromLogits = false) : ElementwiseLoss
{
    private bool _fromLogits = fromLogits;
    private float? _clipProbabilities;
    private bool _clipIsAdopted;

    /// <inheritdoc/>
    public override bool FromLogits => _fromLogits;

    /// <inheritdoc/>
    public override PredictionKind Kind => PredictionKind.Labels;

    /// <summary>The base of the logarithm: e by default; D1's worked examples use 10.</summary>
    public double LogBase { get; init; } = Math.E;

    /// <summary>s, which moves targets towards ½: <c>y (1 − s) + ½ s</c>, as Keras; 0 by default.</summary>
    public float LabelSmoothing
    {
        get;
        init => field = LossArguments.Fraction(value, nameof(LabelSmoothing));
    }

    /// <summary>
    /// How much a positive weighs, PyTorch's <c>pos_weight</c>: the factor of <c>y log p</c>. One number for all outputs or one for each; null for 1.
    /// </summary>
    public Tensor? PositiveWeight { get; init; }

    /// <summary>How much each output weighs, PyTorch's <c>weight</c> of one number for each output; null for 1. A mean still divides by the number of elements.</summary>
    public Tensor? OutputWeights { get; init; }

    /// <summary>ε of Keras, which holds probabilities to [ε, 1 − ε] (Keras 1e-7), with no gradient outside; 0, PyTorch's, by default. Not used with logits.</summary>
    public float ClipProbabilities
    {
        get => _clipProbabilities ?? 0;
        init => _clipProbabilities = LossArguments.Clip(value);
    }

    /// <summary><see cref="ClipProbabilities"/> where it was given; null where the network's conventions decide.</summary>
    internal float? GivenClipProbabilities
    {
        get => _clipProbabilities;
        set => _clipProbabilities = value;
    }

    /// <inheritdoc/>
    public override Loss? FuseWith(ActivationFunction lastActivation, Shape outputShape)
    {
        // With clipping there is no form from logits that gives the same numbers; but Keras itself fuses where it sees the activation.
        if (_fromLogits || (ClipProbabilities > 0 && !_clipIsAdopted) || lastActivation is not Sigmoid)
        {
            return null;
        }

        var fused = (BinaryCrossentropy)MemberwiseClone();
        fused._fromLogits = true;
        return fused;
    }

    /// <inheritdoc/>
    public override void CheckShapes(Shape predictionShape, Shape targetShape)
    {
        base.CheckShapes(predictionShape, targetShape);
        CheckWeights(PositiveWeight, nameof(PositiveWeight), predictionShape);
        CheckWeights(OutputWeights, nameof(OutputWeights), predictionShape);
    }

    /// <inheritdoc/>
    protected override TargetFault? FindFault(ReadOnlySpan<float> targets, Shape targetShape, Shape predictionShape) =>
        RangeCheck.FirstOutside(targets, 0, 1) is >= 0 and var position ? new TargetFault(position, "targets in [0, 1]") : null;

    /// <inheritdoc/>
    protected override void EvaluateItems(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient)
    {
        var unit = (float)(1 / Math.Log(LogBase));
        if (_fromLogits)
        {
            Run(inputs, losses, gradient, new BinaryLogitLoss(unit, LabelSmoothing));
        }
        else
        {
            LossArguments.CheckProbabilities(inputs, nameof(BinaryCrossentropy), "sigmoid");
            Run(inputs, losses, gradient, new BinaryProbabilityLoss(unit, LabelSmoothing, ClipProbabilities));
        }

        if (OutputWeights is { } outputWeights)
        {
            ScaleOutputs(losses, outputWeights.Span);
            ScaleOutputs(gradient, outputWeights.Span);
        }
    }

    private protected override void Adopt(LossConvention convention)
    {
        if (convention == LossConvention.Keras)
        {
            _clipIsAdopted = _clipProbabilities is null;
            _clipProbabilities ??= LossArguments.KerasClip;
        }
        else if (convention == LossConvention.Lecture)
        {
            AdoptReduction(Reduction.BatchMean);
        }
    }

    private void Run<TOperation>(in LossInputs inputs, Span<float> losses, Span<float> gradient, TOperation operation)
        where TOperation : unmanaged, IPointwiseLoss
    {
        if (PositiveWeight is { Count: > 1 } each)
        {
            PointwiseLoss.Run(inputs.Predictions, inputs.Targets, each.Span, losses, gradient, operation);
        }
        else
        {
            PointwiseLoss.Run(inputs.Predictions, inputs.Targets, losses, gradient, operation, PositiveWeight?.Span[0] ?? 1);
        }
    }

    private static void ScaleOutputs(Span<float> values, ReadOnlySpan<float> outputWeights)
    {
        if (outputWeights.Length == 1)
        {
            ElementwiseScale.Run(values, outputWeights[0]);
            return;
        }

        for (var start = 0; start < values.Length; start += outputWeights.Length)
        {
            var part = values.Slice(start, outputWeights.Length);
            ElementwiseProduct.Run(part, outputWeights, part);
        }
    }

    private static void CheckWeights(Tensor? weights, string option, Shape predictionShape)
    {
        if (weights is not null && weights.Count != 1 && weights.Count != predictionShape.Size)
        {
            throw new NetworkException(
                $"BinaryCrossentropy takes one number or one for each of {predictionShape.Size} outputs as {option}, got a tensor of shape {weights.Shape}.");
        }
    }
}
