using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Documentation;

public partial class ConventionPageTests
{
    /// <summary>D1's example of several labels: probabilities and targets.</summary>
    private static readonly Tensor Labels = Tensor.From(new[,] { { 0.8f, 0.3f, 0.9f }, { 0.7f, 0.9f, 0.1f } });
    private static readonly Tensor LabelTargets = Tensor.From(new[,] { { 1f, 0f, 1f }, { 1f, 1f, 0f } });

    /// <summary>D1's example of classes, the first of whose distributions does not sum to 1.</summary>
    private static readonly Tensor Classes = Tensor.From(new[,] { { 0.8f, 0.1f, 0.2f }, { 0.04f, 0.06f, 0.9f } });
    private static readonly Tensor ClassTargets = Tensor.FromClasses([0, 2]);

    [Fact]
    public void Losses()
    {
        var weights = Tensor.From(1f, 2f, 3f);
        var sampleWeights = Tensor.From(1f, 3f);
        var never = Tensor.From(0f);
        var always = Tensor.From(1f);
        var scores = Tensor.From(new[,] { { 1f, 2f, 1.5f } });
        var right = Tensor.FromClasses([1]);
        var half = Tensor.From(new[,] { { 0.5f, 0.5f } });
        var quarter = Tensor.From(new[,] { { 0.25f, 0.75f } });
        var logs = Tensor.From(new[,] { { MathF.Log(0.25f), MathF.Log(0.75f) } });
        AssertNear(
            "Losses",
            [
                new MeanSquaredError().Compute(Labels, LabelTargets),
                new MeanSquaredError { Reduction = Reduction.BatchMean, Factor = 0.5f }.Compute(Labels, LabelTargets),
                new BinaryCrossentropy().Compute(Labels, LabelTargets),
                new BinaryCrossentropy { Reduction = Reduction.BatchMean }.Compute(Labels, LabelTargets),
                new BinaryCrossentropy { Reduction = Reduction.BatchMean, LogBase = 10 }.Compute(Labels, LabelTargets),
                new BinaryCrossentropy().Compute(never, always),
                new BinaryCrossentropy { ClipProbabilities = 1e-7f }.Compute(never, always),
                new BinaryCrossentropy(fromLogits: true).Compute(Tensor.From(-1e4f), always),
                new CategoricalCrossentropy().Compute(Classes, ClassTargets),
                new CategoricalCrossentropy { NormalizeProbabilities = true }.Compute(Classes, ClassTargets),
                new CategoricalCrossentropy { LogBase = 10 }.Compute(Classes, ClassTargets),
                new CategoricalCrossentropy { ClassWeights = weights }.Compute(Classes, ClassTargets),
                new CategoricalCrossentropy { ClassWeights = weights, Reduction = Reduction.BatchMean }.Compute(Classes, ClassTargets),
                new CategoricalCrossentropy().Compute(Classes, ClassTargets, sampleWeights),
                new CategoricalCrossentropy { Reduction = Reduction.WeightedMean }.Compute(Classes, ClassTargets, sampleWeights),
                new Huber(0.5f).Compute(Tensor.From(2f), never),
                Huber.SmoothL1(0.5f).Compute(Tensor.From(2f), never),
                new KLDivergence().Compute(logs, half),
                KLDivergence.Keras.Compute(quarter, half),
                new CategoricalHinge().Compute(scores, right),
                new CategoricalHinge { Rivals = HingeRivals.Strongest }.Compute(scores, right),
                new Poisson().Compute(Tensor.From(0.5f), Tensor.From(2f)),
                new Poisson(fromLogRate: false).Compute(Tensor.From(0.5f), Tensor.From(2f)),
            ]);
    }

    [Fact]
    public void Metrics()
    {
        var tied = Tensor.From(new[,] { { 0.4f, 0.4f, 0.2f }, { 0.4f, 0.4f, 0.2f }, { 0.1f, 0.2f, 0.7f } });
        var actual = Tensor.FromClasses([0, 1, 0]);
        AssertNear(
            "Metrics",
            [
                new Accuracy { Kind = PredictionKind.Labels }.Compute(Labels, Tensor.From(new[,] { { 1f, 1f, 1f }, { 1f, 1f, 0f } })),
                new Accuracy { Kind = PredictionKind.Labels, ExactMatch = true }.Compute(Labels, Tensor.From(new[,] { { 1f, 1f, 1f }, { 1f, 1f, 0f } })),
                new TopKAccuracy(1).Compute(tied, actual),
                new TopKAccuracy(1) { Ties = TopKTies.RightClass }.Compute(tied, actual),
                new F1(Averaging.Macro).Compute(tied, actual),
                new F1(Averaging.Micro).Compute(tied, actual),
                new F1(Averaging.Weighted).Compute(tied, actual),
                new F1(Averaging.Macro).Compute(tied.Rows(0, 2), actual.Rows(0, 2)),
                new F1(Averaging.Macro) { CountsAbsentClasses = true }.Compute(tied.Rows(0, 2), actual.Rows(0, 2)),
            ]);
    }
}
