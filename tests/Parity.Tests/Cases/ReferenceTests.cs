using Interop.Parity.Cases;
using Interop.Parity.Comparison;
using Interop.Parity.Engines;
using Interop.Parity.Engines.Native;
using Interop.Parity.Recording;

namespace Interop.Parity.Tests.Cases;

/// <summary>The engine against every reference that there is.</summary>
public class ReferenceTests
{
    public static TheoryData<string> Families => [.. CaseCatalog.All.Select(parityCase => parityCase.Family).Distinct()];

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_recorded_reference_holds(string family)
    {
        AssertHolds(Run(family, new RecordedEngine(ReferenceFolder.Shipped)));
    }

    [Fact]
    public void Every_published_reference_holds()
    {
        AssertHolds(Run("dropout", new PublishedEngine()));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Live_TorchSharp_agrees(string family)
    {
        if (LiveEngines.TorchSharp() is not { } live)
        {
            Assert.Skip(Parity.Backends.TorchSharp.Summary);
            return;
        }

        AssertHolds(Run(family, live));
    }

    private static ParityRun Run(string family, IParityEngine reference) =>
        ParityRun.Execute(new NativeEngine(), [reference], [.. CaseCatalog.All.Where(parityCase => parityCase.Family == family)]);

    private static void AssertHolds(ParityRun run)
    {
        Assert.Contains(run.Comparisons, comparison => comparison.Status == CaseStatus.Held);
        Assert.Empty(run.Comparisons.Where(comparison => comparison.Status == CaseStatus.Failed).Select(comparison => $"{comparison.Case.FullName}: {comparison.Reason}"));
    }
}
