using Interop.Native.Losses;

namespace Interop.Parity.Engines.Native;

/// <summary>A loss whose gradient is given: <c>L = Σ aᵢ gᵢ</c> with the targets for g.</summary>
internal sealed class ScriptedSlope : Loss
{
    /// <summary>Makes the loss; its gradient is not divided by anything.</summary>
    public ScriptedSlope() => Reduction = Reduction.Sum;

    /// <inheritdoc/>
    protected override void EvaluateItems(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient)
    {
        for (var i = 0; i < losses.Length; i++)
        {
            losses[i] = inputs.Predictions[i] * inputs.Targets[i];
        }

        if (!gradient.IsEmpty)
        {
            inputs.Targets.CopyTo(gradient);
        }
    }
}
