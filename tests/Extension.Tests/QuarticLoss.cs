using Interop.Native.Losses;

namespace Interop.Extension.Tests;

/// <summary>A loss written outside the engine: the mean fourth power of the difference.</summary>
public sealed class QuarticLoss : Loss
{
    protected override void EvaluateItems(in LossInputs inputs, Span<float> losses, Span<float> weights, Span<float> gradient)
    {
        for (var i = 0; i < losses.Length; i++)
        {
            var difference = inputs.Predictions[i] - inputs.Targets[i];
            losses[i] = MathF.Pow(difference, 4);
            if (!gradient.IsEmpty)
            {
                gradient[i] = 4 * MathF.Pow(difference, 3);
            }
        }
    }
}
