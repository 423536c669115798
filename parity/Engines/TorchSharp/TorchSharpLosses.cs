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
        var loss = Value(parityCase, predictions);
        (parityCase.Reduction == Reduction.None ? loss.sum() : loss).backward();
        var outputs = new NamedTensors();
        outputs.Add("loss", parityCase.Reduction == Reduction.None ? loss.flatten() : loss);
        outputs.Add("gradient", predictions.grad!);
        return outputs;
    }

    private static torch.Tensor Value(LossCase parityCase, torch.Tensor predictions)
    {
        var targets = parityCase.Inputs.Torch("targets");

        // What TorchSharp cannot weigh or reduce as the engine can is weighed and reduced here.
        if (parityCase.Options.SampleWeights && parityCase.Kind != LossKind.BinaryCrossentropy)
        {
            return TorchSharpReduction.Of(parityCase, Library(parityCase, predictions, targets, torch.nn.Reduction.None));
        }

        var reduction = parityCase.Reduction switch
        {
            Reduction.Mean => torch.nn.Reduction.Mean,
            Reduction.None or Reduction.WeightedMean => torch.nn.Reduction.None,
            _ => torch.nn.Reduction.Sum,
        };
        if (Composed(parityCase, predictions, targets) is { } each)
        {
            return TorchSharpReduction.Of(parityCase, each);
        }

        var loss = Library(parityCase, predictions, targets, reduction);
        return parityCase.Reduction switch
        {
            Reduction.BatchMean => loss / parityCase.Samples,
            Reduction.WeightedMean => loss.sum() / (parityCase.Inputs.Torch("sample_weight").sum() * parityCase.Width),
            _ => loss,
        };
    }

    // The loss as TorchSharp has it.
    private static torch.Tensor Library(LossCase parityCase, torch.Tensor x, torch.Tensor y, torch.nn.Reduction reduction)
    {
        var options = parityCase.Options;
        var weight = Given(parityCase, "weight") ?? Given(parityCase, "sample_weight")?.unsqueeze(1);
        var number = options.Number ?? 1;
        return parityCase.Kind switch
        {
            LossKind.MeanSquaredError => functional.mse_loss(x, y, reduction),
            LossKind.MeanAbsoluteError => functional.l1_loss(x, y, reduction),
            LossKind.Huber => functional.huber_loss(x, y, number, reduction),
            LossKind.SmoothL1 => functional.smooth_l1_loss(x, y, reduction, number),
            LossKind.BinaryCrossentropy when parityCase.FromLogits =>
                functional.binary_cross_entropy_with_logits(x, Smoothed(y, options.Smoothing), weight, reduction, Given(parityCase, "pos_weight")),
            LossKind.BinaryCrossentropy => functional.binary_cross_entropy(x, y, weight, reduction),
            LossKind.CategoricalCrossentropy when parityCase.FromLogits =>
                functional.cross_entropy(x, Classes(parityCase, y), weight, options.IgnoreIndex ?? -100, reduction, options.Smoothing),
            LossKind.CategoricalCrossentropy => functional.nll_loss(x.log(), Classes(parityCase, y), weight, reduction),
            LossKind.NegativeLogLikelihood => functional.nll_loss(x, Classes(parityCase, y), weight, reduction),
            LossKind.CategoricalHinge => functional.multi_margin_loss(x, Classes(parityCase, y), options.Squared ? 2 : 1, number, weight, reduction),
            LossKind.KLDivergence => functional.kl_div(x, y, parityCase.Targets == TargetForm.LogProbabilities, reduction),
            LossKind.Poisson => functional.poisson_nll_loss(x, y, parityCase.Predictions == PredictionForm.Values, false, 1e-8f, reduction),
            _ => throw new NotSupportedException($"TorchSharp has no {parityCase.Kind}."),
        };
    }

    // The losses of single items where TorchSharp has no function: their formulas in its operations.
    private static torch.Tensor? Composed(LossCase parityCase, torch.Tensor x, torch.Tensor y)
    {
        var options = parityCase.Options;
        return parityCase.Kind switch
        {
            LossKind.LogCosh => (x - y) + functional.softplus(-2 * (x - y)) - Math.Log(2),
            LossKind.CategoricalCrossentropy when !parityCase.FromLogits && parityCase.Targets != TargetForm.Indices => -(y * x.log()).sum(1),
            LossKind.Hinge => Power(functional.relu((options.Number ?? 1) - (y * x)), options.Squared),
            LossKind.CosineSimilarity => -functional.cosine_similarity(x, y, -1),
            LossKind.BinaryFocal => TorchSharpFocal.Binary(parityCase, x, y),
            LossKind.CategoricalFocal => TorchSharpFocal.Categorical(parityCase, x, y, Given(parityCase, "weight")),
            _ => null,
        };
    }

    private static torch.Tensor Power(torch.Tensor x, bool squared) => squared ? x * x : x;

    // Keras' smoothing of labels, which PyTorch does not have.
    private static torch.Tensor Smoothed(torch.Tensor y, double smoothing) => smoothing == 0 ? y : (y * (1 - smoothing)) + (smoothing / 2);

    private static torch.Tensor Classes(LossCase parityCase, torch.Tensor targets) =>
        parityCase.Targets == TargetForm.Indices ? targets.to(torch.ScalarType.Int64) : targets;

    private static torch.Tensor? Given(LossCase parityCase, string name) =>
        parityCase.Inputs.Find(name) is null ? null : parityCase.Inputs.Torch(name);
}
