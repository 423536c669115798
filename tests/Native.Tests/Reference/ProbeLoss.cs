using Interop.Native.Losses;

namespace Interop.Native.Tests.Reference;

/// <summary>L = Σ targetᵢ·predictionᵢ: its gradient is whatever the test gives as targets, so a layer can be probed with any output gradient.</summary>
public sealed class ProbeLoss : Loss
{
    public ProbeLoss() => Reduction = Reduction.Sum;

    protected override void EvaluateItems(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient)
    {
        for (var i = 0; i < losses.Length; i++)
        {
            losses[i] = inputs.Predictions[i] * inputs.Targets[i];
            if (!gradient.IsEmpty)
            {
                gradient[i] = inputs.Targets[i];
            }
        }
    }
}
