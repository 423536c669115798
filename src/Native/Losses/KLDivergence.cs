using Interop.Native.Kernels;
using Interop.Native.Kernels.Losses;
using Interop.Native.Tensors;

namespace Interop.Native.Losses;

/// <summary>
/// Kullback–Leibler divergence of a prediction q from a target distribution y: <c>y (log y − log q)</c> for each element, 0 where y is 0.
/// By default, as PyTorch's KLDivLoss, predictions are log-probabilities and the mean is over all elements, which is not the divergence itself:
/// that is <see cref="Reduction.BatchMean"/>. Keras' takes probabilities and reduces so: <see cref="Keras"/>. Predictions and targets: [N, …], same shape.
/// </summary>
/// <param name="fromProbabilities">Whether predictions are probabilities rather than their logarithms.</param>
/// <param name="logTarget">Whether targets are logarithms of probabilities: PyTorch's <c>log_target</c>.</param>
public sealed class KLDivergence(bool fromProbabilities = false, bool logTarget = false) : ElementwiseLoss
{
    /// <summary>Keras' convention: probabilities held to 1e-7 or more, summed over classes, mean over samples.</summary>
    public static KLDivergence Keras => new(fromProbabilities: true) { Reduction = Reduction.BatchMean, ClipProbabilities = 1e-7f };

    /// <summary>Whether predictions are probabilities rather than their logarithms.</summary>
    public bool FromProbabilities => fromProbabilities;

    /// <summary>Whether targets are logarithms of probabilities.</summary>
    public bool LogTarget => logTarget;

    /// <summary>ε of Keras, below which no probability goes, of targets neither (Keras 1e-7), with no gradient below; 0 by default. Not used with logarithms.</summary>
    public float ClipProbabilities
    {
        get;
        init => field = LossArguments.Clip(value);
    }

    /// <inheritdoc/>
    protected override TargetFault? FindFault(ReadOnlySpan<float> targets, Shape targetShape, Shape predictionShape)
    {
        var position = logTarget
            ? RangeCheck.FirstOutside(targets, float.NegativeInfinity, LossArguments.LargestProbability - 1)
            : RangeCheck.FirstOutside(targets, 0, LossArguments.LargestProbability);
        return position < 0 ? null : new TargetFault(position, logTarget ? "logarithms of probabilities, 0 or less" : "probabilities in [0, 1]");
    }

    /// <inheritdoc/>
    protected override void EvaluateItems(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient)
    {
        if (fromProbabilities)
        {
            LossArguments.CheckProbabilities(inputs, nameof(KLDivergence), "softmax");
        }

        PointwiseLoss.Run(
            inputs.Predictions, inputs.Targets, losses, gradient, new KullbackLeiblerLoss(fromProbabilities, logTarget, ClipProbabilities));
    }
}
