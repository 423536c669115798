using Interop.Parity.Cases;
using Interop.Parity.Cases.Losses;
using TorchSharp;
using Reduction = Interop.Native.Losses.Reduction;
using static TorchSharp.torch.nn;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Runs loss cases on TorchSharp.</summary>
internal static class TorchSharpLosses
{
    /// <summary>The loss and its gradient.</summary>
    public static NamedTensors Run(LossCase parityCase)
    {
        var predictions = parityCase.Inputs.Torch("predictions").requires_grad_();
        var targets = parityCase.Inputs.Torch("targets");

        // PyTorch has no mean over samples alone: it is the sum, divided.
        var reduction = parityCase.Reduction switch
        {
            Reduction.Mean => torch.nn.Reduction.Mean,
            Reduction.None => torch.nn.Reduction.None,
            _ => torch.nn.Reduction.Sum,
        };
        var loss = parityCase switch
        {
            { Kind: LossKind.MeanSquaredError } => functional.mse_loss(predictions, targets, reduction),
            { Kind: LossKind.BinaryCrossentropy, FromLogits: true } => functional.binary_cross_entropy_with_logits(predictions, targets, reduction: reduction),
            { Kind: LossKind.BinaryCrossentropy } => functional.binary_cross_entropy(predictions, targets, reduction: reduction),
            { FromLogits: true } => functional.cross_entropy(predictions, ClassTargets(parityCase, targets), reduction: reduction),
            { Targets: TargetForm.Indices } => functional.nll_loss(predictions.log(), ClassTargets(parityCase, targets), reduction: reduction),
            _ => FromProbabilities(predictions, targets, reduction),
        };
        if (parityCase.Reduction == Reduction.BatchMean)
        {
            loss = loss / parityCase.Samples;
        }

        (parityCase.Reduction == Reduction.None ? loss.sum() : loss).backward();
        return Outputs(parityCase, loss, predictions.grad!);
    }

    private static NamedTensors Outputs(LossCase parityCase, torch.Tensor loss, torch.Tensor gradient)
    {
        var outputs = new NamedTensors();
        outputs.Add("loss", parityCase.Reduction == Reduction.None ? loss.flatten() : loss);
        outputs.Add("gradient", gradient);
        return outputs;
    }

    private static torch.Tensor ClassTargets(LossCase parityCase, torch.Tensor targets) =>
        parityCase.Targets == TargetForm.Indices ? targets.to(torch.ScalarType.Int64) : targets;

    // −Σ y log p for each sample, written out: PyTorch has it from logits only.
    private static torch.Tensor FromProbabilities(torch.Tensor probabilities, torch.Tensor targets, torch.nn.Reduction reduction)
    {
        var each = -(targets * probabilities.log()).sum(1);
        return reduction switch
        {
            torch.nn.Reduction.Mean => each.mean(),
            torch.nn.Reduction.Sum => each.sum(),
            _ => each,
        };
    }
}
