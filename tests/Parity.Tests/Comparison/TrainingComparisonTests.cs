using Interop.Native.Files;
using Interop.Native.Tensors;
using Interop.Parity.Cases;
using Interop.Parity.Comparison;
using Interop.Parity.Engines.Native;
using Interop.Parity.Recording;

namespace Interop.Parity.Tests.Comparison;

public class TrainingComparisonTests
{
    [Fact]
    public void Trainings_from_the_same_seed_begin_alike_and_stay_together_for_a_thousand_steps()
    {
        var run = ParityRun.Execute(new NativeEngine(), [new RecordedEngine(ReferenceFolder.Shipped)], CaseCatalog.Matching("training/*-1000"));
        var trainings = TrainingComparison.Of(run);
        Assert.Contains(trainings, training => training.Case.Case.Name.StartsWith("mlp", StringComparison.Ordinal));
        Assert.Contains(trainings, training => training.Case.Case.Name.StartsWith("cnn", StringComparison.Ordinal));
        Assert.All(trainings, training =>
        {
            Assert.Equal(1000, training.Curve.Own.Count);
            Assert.True(training.Curve.LargestRelative <= CurveComparison.Limit, $"{training.Case.Case.Name}: {training.Words}");
            Assert.All(training.Case.Outputs.Where(output => output.Name.StartsWith("initial.", StringComparison.Ordinal)), output => Assert.Null(output.Values.FirstDifference));
        });
    }

    [Fact]
    public void A_curve_tells_where_bits_part_and_how_far()
    {
        var curve = CurveComparison.Of(StoredTensor.From(Tensor.From(1f, 2f, 4.5f)), StoredTensor.From(Tensor.From(1f, 2f, 4f)))!;
        Assert.Equal(3, curve.FirstStep);
        Assert.Equal(0.125, curve.LargestRelative);
        Assert.Null(CurveComparison.Of(StoredTensor.From(Tensor.From(1f)), StoredTensor.From(Tensor.From(1f)))!.FirstStep);
        Assert.Null(CurveComparison.Of(null, StoredTensor.From(Tensor.From(1f))));
    }
}
