using Interop.Native.Losses;
using Interop.Native.Tensors;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Losses;

namespace Interop.Parity.Engines.Native;

/// <summary>Runs loss cases on the engine.</summary>
internal static class NativeLosses
{
    /// <summary>The loss and its gradient.</summary>
    public static NamedTensors Run(LossCase parityCase)
    {
        var loss = Create(parityCase);
        var predictions = parityCase.Inputs.Floats("predictions");
        var targets = parityCase.Inputs.Floats("targets");
        var weights = Given(parityCase, "sample_weight");
        var outputs = new NamedTensors();
        if (parityCase.Reduction == Reduction.None)
        {
            outputs.Add("loss", loss.ComputeEach(predictions, targets, weights).Span);
        }
        else
        {
            outputs.Add("loss", (float)loss.Compute(predictions, targets, weights));
        }

        outputs.Add("gradient", loss.Gradient(predictions, targets, weights));
        return outputs;
    }

    private static Loss Create(LossCase parityCase)
    {
        var (kind, options, reduction) = (parityCase.Kind, parityCase.Options, parityCase.Reduction);
        float Number(float otherwise) => (float)(options.Number ?? otherwise);
        return kind switch
        {
            LossKind.MeanSquaredError => new MeanSquaredError { Reduction = reduction },
            LossKind.MeanAbsoluteError => new MeanAbsoluteError { Reduction = reduction },
            LossKind.Huber => new Huber(Number(1)) { Reduction = reduction },
            LossKind.SmoothL1 => new Huber(Number(1), divideByDelta: true) { Reduction = reduction },
            LossKind.LogCosh => new LogCosh { Reduction = reduction },
            LossKind.BinaryFocal => new BinaryFocalCrossentropy(parityCase.FromLogits, Number(2)) { Reduction = reduction, Alpha = (float?)options.Alpha },
            LossKind.Hinge => new Hinge(options.Squared, Number(1)) { Reduction = reduction },
            LossKind.KLDivergence => new KLDivergence(logTarget: parityCase.Targets == TargetForm.LogProbabilities) { Reduction = reduction },
            LossKind.Poisson => new Poisson(fromLogRate: parityCase.Predictions == PredictionForm.Values) { Reduction = reduction },
            LossKind.CosineSimilarity => new CosineSimilarity { Reduction = reduction },
            LossKind.BinaryCrossentropy => new BinaryCrossentropy(parityCase.FromLogits)
            {
                Reduction = reduction,
                OutputWeights = Given(parityCase, "weight"),
                PositiveWeight = Given(parityCase, "pos_weight"),
                LabelSmoothing = (float)options.Smoothing,
            },
            _ => CreateOfClasses(parityCase, Number),
        };
    }

    private static ClassificationLoss CreateOfClasses(LossCase parityCase, Func<float, float> number)
    {
        var (options, reduction) = (parityCase.Options, parityCase.Reduction);
        var weights = Given(parityCase, "weight");
        var ignored = options.IgnoreIndex ?? -100;
        return parityCase.Kind switch
        {
            LossKind.CategoricalFocal => new CategoricalFocalCrossentropy(parityCase.FromLogits, number(2))
            {
                Reduction = reduction, ClassWeights = weights, IgnoreIndex = ignored,
            },
            LossKind.CategoricalHinge => new CategoricalHinge(options.Squared, number(1)) { Reduction = reduction, ClassWeights = weights, IgnoreIndex = ignored },
            LossKind.NegativeLogLikelihood => new NegativeLogLikelihood { Reduction = reduction, ClassWeights = weights, IgnoreIndex = ignored },
            _ => new CategoricalCrossentropy(parityCase.FromLogits)
            {
                Reduction = reduction, ClassWeights = weights, IgnoreIndex = ignored, LabelSmoothing = (float)options.Smoothing,
            },
        };
    }

    private static Tensor? Given(LossCase parityCase, string name) => parityCase.Inputs.Find(name)?.ToTensor();
}
