using Interop.Native.Kernels.Losses;
using Interop.Native.Tensors;

namespace Interop.Native.Losses;

/// <summary>
/// Hinge loss of yes-or-no answers: <c>max(0, m − y x)</c> for a score x and a target y of −1 or 1 (0 counts as −1), or its square; mean over
/// all elements. Keras' <c>hinge</c> and <c>squared_hinge</c>. The derivative is 0 at the margin itself. Scores and targets: [N, …], same shape.
/// For classes there is <see cref="CategoricalHinge"/>.
/// </summary>
/// <param name="squared">Whether the violation of the margin is squared.</param>
/// <param name="margin">m.</param>
public sealed class Hinge(bool squared = false, float margin = 1f) : ElementwiseLoss
{
    /// <summary>Whether the violation of the margin is squared.</summary>
    public bool IsSquared => squared;

    /// <summary>m, how far on the right side of 0 a score must be to cost nothing.</summary>
    public float Margin { get; } = LossArguments.NonNegative(margin, nameof(margin));

    /// <summary>Scores are turned at 0, as logits are.</summary>
    internal override bool IsMeasuredAsLogits => true;

    /// <inheritdoc/>
    public override PredictionKind Kind => PredictionKind.Labels;

    /// <inheritdoc/>
    protected override TargetFault? FindFault(ReadOnlySpan<float> targets, Shape targetShape, Shape predictionShape)
    {
        for (var i = 0; i < targets.Length; i++)
        {
            if (targets[i] is not (1f or -1f or 0f))
            {
                return new TargetFault(i, "targets of −1 (or 0) and 1");
            }
        }

        return null;
    }

    /// <inheritdoc/>
    protected override void EvaluateItems(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient) =>
        PointwiseLoss.Run(inputs.Predictions, inputs.Targets, losses, gradient, new HingeLoss(Margin, squared));
}
