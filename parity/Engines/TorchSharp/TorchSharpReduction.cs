using Interop.Native.Losses;
using Interop.Parity.Cases.Losses;
using TorchSharp;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Weighs and reduces the losses of single items, written out where TorchSharp's own function cannot.</summary>
internal static class TorchSharpReduction
{
    /// <summary>The reduced loss.</summary>
    /// <param name="parityCase">The case.</param>
    /// <param name="each">The loss of each item.</param>
    public static torch.Tensor Of(LossCase parityCase, torch.Tensor each)
    {
        var divisor = each.numel() * 1.0;
        if (parityCase.Options.SampleWeights)
        {
            var weights = parityCase.Inputs.Torch("sample_weight").reshape([-1, .. Enumerable.Repeat(1L, (int)each.dim() - 1)]).expand_as(each);
            each = each * weights;
            divisor = parityCase.Reduction == Reduction.WeightedMean ? weights.sum().item<float>() : divisor;
        }

        return parityCase.Reduction switch
        {
            Reduction.None => each,
            Reduction.Sum => each.sum(),
            Reduction.BatchMean => each.sum() / parityCase.Samples,
            _ => each.sum() / divisor,
        };
    }
}
