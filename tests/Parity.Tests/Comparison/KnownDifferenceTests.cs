using Interop.Parity.Cases;
using Interop.Parity.Comparison;
using Interop.Parity.Engines.Native;
using Interop.Parity.Recording;

namespace Interop.Parity.Tests.Comparison;

public class KnownDifferenceTests
{
    private static readonly RecordedEngine Recorded = new(ReferenceFolder.Shipped);

    [Fact]
    public void A_known_difference_is_told_and_is_no_failure()
    {
        var run = ParityRun.Execute(new NativeEngine(), [Recorded], CaseCatalog.Matching("optimizers/radam-plain"));
        var comparison = Assert.Single(run.Comparisons);
        Assert.Equal(CaseStatus.Known, comparison.Status);
        Assert.Contains("TorchSharp 0.106's RAdam", comparison.Reason, StringComparison.Ordinal);
        Assert.True(run.Holds);
    }

    [Fact]
    public void One_that_is_no_longer_needed_fails()
    {
        var run = ParityRun.Execute(Recorded, [Recorded], CaseCatalog.Matching("optimizers/radam-plain"));
        var comparison = Assert.Single(run.Comparisons);
        Assert.Equal(CaseStatus.Failed, comparison.Status);
        Assert.Contains("take it out of the list", comparison.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_one_is_of_a_case_and_says_why()
    {
        Assert.All(KnownDifference.All, known =>
        {
            Assert.NotEmpty(known.Reason);
            Assert.Contains(CaseCatalog.All, parityCase => parityCase.FullName.StartsWith(known.CasePrefix, StringComparison.Ordinal));
        });
    }
}
