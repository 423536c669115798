using Interop.Parity.Cases;
using Interop.Parity.Comparison;
using Interop.Parity.Engines.Native;
using Interop.Parity.Recording;

namespace Interop.Parity.Tests.Comparison;

public class TruthComparisonTests
{
    [Fact]
    public void Figures_are_those_of_their_definitions()
    {
        var truth = TruthComparison.Of([1.5, 2, double.NaN], [1, 2.25, 7], [1, 2, double.PositiveInfinity]);
        Assert.Equal(new SideError(0.5, 0.25, 0.5 / Math.Sqrt(5)), truth.Own);
        Assert.Equal(new SideError(0.25, 0.125, 0.25 / Math.Sqrt(5)), truth.Reference);
        Assert.Equal(2, truth.Ratio, 12);
        Assert.Equal(0, truth.Rounding.Relative);
    }

    [Fact]
    public void Two_sides_without_error_are_equal()
    {
        var truth = TruthComparison.Of([1, 2], [1, 2], [1, 2]);
        Assert.Equal(1, truth.Ratio);
        Assert.Equal(1, truth.RatioOverRounding);
    }

    [Fact]
    public void Errors_below_one_rounding_count_as_one()
    {
        var truth = TruthComparison.Of([1 + 5e-8], [1 + 1e-12], [1]);
        Assert.True(truth.Ratio > 1000);
        Assert.Equal(1, truth.RatioOverRounding);
    }

    [Fact]
    public void NaN_where_the_truth_is_a_number_is_infinitely_far()
    {
        Assert.Equal(double.PositiveInfinity, SideError.Of([double.NaN], [1]).Relative);
    }

    [Fact]
    public void The_engine_lies_no_farther_from_float64_than_libtorch()
    {
        var cases = CaseCatalog.All.Where(parityCase => parityCase.Family is not ("optimizers" or "training")).ToList();
        var run = ParityRun.Execute(new NativeEngine(), [new RecordedEngine(ReferenceFolder.Shipped)], cases, truth: ReferenceFolder.OpenTruth(ReferenceFolder.Shipped));
        var summary = AccuracySummary.Of(run).Single(summary => summary.Family is null);
        Assert.True(summary.Outputs >= 90, $"{summary.Outputs}");
        Assert.True(summary.Reached, $"median {summary.MedianRatio}, {summary.Within} of {summary.Outputs} within {AccuracySummary.Limit}");
    }

    [Fact]
    public void Whatever_is_computed_forward_and_may_differ_has_a_truth()
    {
        var truth = ReferenceFolder.OpenTruth(ReferenceFolder.Shipped)!;
        var recorded = new RecordedEngine(ReferenceFolder.Shipped);
        var cases = CaseCatalog.All.Where(parityCase => recorded.WhyNot(parityCase) is null);
        var missing = from parityCase in cases
                      from output in recorded.Run(parityCase).Names
                      where parityCase.IsForward(output) && !parityCase.PolicyOf(output).IsBitwise
                      where truth.WhyNot(parityCase) is not null || truth.Run(parityCase).Find(output) is null
                      select $"{parityCase.FullName}: {output}";
        Assert.Empty(missing);
    }

    [Fact]
    public void The_truth_is_of_cases_and_of_what_may_differ()
    {
        var truth = new RecordedEngine(ReferenceFolder.TruthIn(ReferenceFolder.Shipped), "truth");
        foreach (var name in truth.CaseNames)
        {
            var parityCase = CaseCatalog.All.Single(parityCase => parityCase.FullName == name);
            Assert.All(truth.Run(parityCase).Names, output => Assert.False(parityCase.PolicyOf(output).IsBitwise, $"{name}: {output}"));
        }
    }
}
