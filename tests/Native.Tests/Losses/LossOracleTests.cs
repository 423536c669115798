using Interop.Native.Losses;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Losses;

/// <summary>Losses against PyTorch: <c>tests/oracles/losses.py</c>.</summary>
public sealed class LossOracleTests
{
    [Fact]
    public void Recorded_results_agree() => OracleFile.Recorded("Losses/references/losses.json.gz").AssertAll(Check);

    [Fact]
    public void Live_results_agree() => PythonOracle.Live("losses.py", "torch").AssertAll(Check);

    private static void Check(OracleCase recorded)
    {
        var loss = Create(recorded);
        var predictions = recorded.Tensor("predictions");
        var targets = recorded.Tensor("targets");
        var sampleWeights = Optional(recorded, "sample_weights");
        Tolerance.Accumulation.AssertClose(recorded.Doubles("loss")[0], loss.Compute(predictions, targets, sampleWeights), "loss");
        Tolerance.Accumulation.AssertClose(recorded.Doubles("gradient"), loss.Gradient(predictions, targets, sampleWeights).Span, "gradient");
        if (recorded.HasTensor("each"))
        {
            Tolerance.Accumulation.AssertClose(recorded.Doubles("each"), loss.ComputeEach(predictions, targets, sampleWeights).Span, "each item's loss");
        }
    }

    private static Loss Create(OracleCase recorded)
    {
        var reduction = recorded.String("reduction") switch
        {
            "mean" => Reduction.Mean,
            "sum" => Reduction.Sum,
            "batchmean" => Reduction.BatchMean,
            _ => Reduction.None,
        };
        return recorded.Name switch
        {
            "mse" => new MeanSquaredError { Reduction = reduction },
            "mae" => new MeanAbsoluteError { Reduction = reduction },
            "huber" => new Huber(recorded.Float("delta")) { Reduction = reduction },
            "smooth_l1" => new Huber(recorded.Float("beta"), divideByDelta: true) { Reduction = reduction },
            "bce" or "bce_logits" => new BinaryCrossentropy(recorded.Name == "bce_logits")
            {
                Reduction = reduction,
                PositiveWeight = Optional(recorded, "positive_weight"),
                OutputWeights = Optional(recorded, "output_weights"),
                LabelSmoothing = Smoothing(recorded),
            },
            "ce" => new CategoricalCrossentropy(fromLogits: true)
            {
                Reduction = reduction,
                ClassWeights = Optional(recorded, "class_weights"),
                IgnoreIndex = IgnoreIndex(recorded),
                LabelSmoothing = Smoothing(recorded),
            },
            "ce_probabilities" => new CategoricalCrossentropy
            {
                Reduction = reduction,
                ClassWeights = Optional(recorded, "class_weights"),
                LabelSmoothing = Smoothing(recorded),
                NormalizeProbabilities = recorded.Bool("normalize"),
            },
            "nll" => new NegativeLogLikelihood { Reduction = reduction, ClassWeights = Optional(recorded, "class_weights"), IgnoreIndex = IgnoreIndex(recorded) },
            "multi_margin" => new CategoricalHinge(recorded.Int("p") == 2, recorded.Float("margin"))
            {
                Reduction = reduction,
                ClassWeights = Optional(recorded, "class_weights"),
            },
            "hinge" => new Hinge(recorded.Int("p") == 2, recorded.Float("margin")) { Reduction = reduction },
            "kl" => new KLDivergence(logTarget: recorded.Bool("log_target")) { Reduction = reduction },
            "poisson" => new Poisson(recorded.Bool("log_input")) { Reduction = reduction },
            "binary_focal" or "binary_focal_probabilities" => new BinaryFocalCrossentropy(recorded.Name == "binary_focal", recorded.Float("gamma"))
            {
                Reduction = reduction,
                Alpha = recorded.Has("alpha") ? recorded.Float("alpha") : null,
            },
            "categorical_focal" or "categorical_focal_probabilities" => new CategoricalFocalCrossentropy(recorded.Name == "categorical_focal", recorded.Float("gamma"))
            {
                Reduction = reduction,
                ClassWeights = Optional(recorded, "class_weights"),
            },
            "cosine" => new CosineSimilarity { Reduction = reduction },
            var name => throw new InvalidDataException($"There is no loss '{name}'."),
        };
    }

    private static float Smoothing(OracleCase recorded) => recorded.Has("smoothing") ? recorded.Float("smoothing") : 0;

    private static int IgnoreIndex(OracleCase recorded) => recorded.Has("ignore_index") ? recorded.Int("ignore_index") : -100;

    private static Tensor? Optional(OracleCase recorded, string name) => recorded.HasTensor(name) ? recorded.Tensor(name) : null;
}
