using Interop.Parity.Cases.Losses;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Focal losses in TorchSharp's operations: it has no function for them.</summary>
internal static class TorchSharpFocal
{
    /// <summary>torchvision's sigmoid_focal_loss of each element, and the same from probabilities.</summary>
    public static torch.Tensor Binary(LossCase parityCase, torch.Tensor x, torch.Tensor y)
    {
        var p = parityCase.FromLogits ? functional.sigmoid(x) : x;
        var crossEntropy = parityCase.FromLogits
            ? functional.binary_cross_entropy_with_logits(x, y, reduction: Reduction.None)
            : functional.binary_cross_entropy(x, y, reduction: Reduction.None);

        // 1 − p_t as the sum of both sides, not as a difference from 1, which would lose what is near 0.
        var rest = (y * (parityCase.FromLogits ? functional.sigmoid(-x) : 1 - p)) + ((1 - y) * p);
        var focal = crossEntropy * rest.pow(parityCase.Options.Number ?? 2);
        return parityCase.Options.Alpha is { } alpha ? focal * ((y * alpha) + ((1 - y) * (1 - alpha))) : focal;
    }

    /// <summary>−α (1 − p)^γ log p of the targets' classes, for each answer.</summary>
    public static torch.Tensor Categorical(LossCase parityCase, torch.Tensor x, torch.Tensor y, torch.Tensor? weight)
    {
        var logarithm = parityCase.FromLogits ? functional.log_softmax(x, 1) : x.log();
        var hot = parityCase.Targets == TargetForm.Indices ? functional.one_hot(y.to(torch.ScalarType.Int64), parityCase.Width).to(x.dtype) : y;
        var each = -hot * (-logarithm.expm1()).pow(parityCase.Options.Number ?? 2) * logarithm;
        return (weight is null ? each : each * weight).sum(1);
    }
}
