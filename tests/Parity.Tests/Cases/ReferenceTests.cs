using Interop.Parity.Cases;
using Interop.Parity.Comparison;
using Interop.Parity.Engines;
using Interop.Parity.Engines.Native;
using Interop.Parity.Engines.PyTorch;
using Interop.Parity.Recording;

namespace Interop.Parity.Tests.Cases;

/// <summary>The engine against every reference that there is.</summary>
public class ReferenceTests(ReferenceTests.StartedPyTorch python) : IClassFixture<ReferenceTests.StartedPyTorch>
{
    public static TheoryData<string> Families => [.. CaseCatalog.All.Select(parityCase => parityCase.Family).Distinct()];

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_recorded_reference_holds(string family)
    {
        AssertHolds(Run(family, new RecordedEngine(ReferenceFolder.Shipped)));
    }

    [Fact]
    public void Every_reference_of_PyTorch_holds()
    {
        var reference = ReferenceFolder.OpenPyTorch(ReferenceFolder.Shipped)!;
        AssertHolds(ParityRun.Execute(new NativeEngine(), [reference], [.. CaseCatalog.All.Where(parityCase => reference.WhyNot(parityCase) is null)]));
    }

    /// <summary>Where TorchSharp is known to be wrong, PyTorch must say that the engine is right.</summary>
    [Fact]
    public void Every_known_difference_from_TorchSharp_has_a_reference_of_PyTorch()
    {
        var reference = ReferenceFolder.OpenPyTorch(ReferenceFolder.Shipped)!;
        Assert.All(
            CaseCatalog.All.Where(parityCase => KnownDifference.Of(parityCase.FullName, "recorded").Any()),
            parityCase => Assert.Null(reference.WhyNot(parityCase)));
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

    [Theory]
    [MemberData(nameof(Families))]
    public void Live_PyTorch_agrees(string family)
    {
        Assert.SkipWhen(python.Engine is null, PyTorchEngine.WhyNone);
        AssertHolds(Run(family, python.Engine!));
    }

    [Theory]
    [InlineData("layers")]
    [InlineData("activations")]
    [InlineData("networks")]
    [InlineData("batch-normalization")]
    public void ONNX_Runtime_agrees(string family)
    {
        AssertHolds(Run(family, new OnnxRuntimeEngine()));
    }

    private static ParityRun Run(string family, IParityEngine reference) =>
        ParityRun.Execute(new NativeEngine(), [reference], [.. CaseCatalog.All.Where(parityCase => parityCase.Family == family)]);

    private static void AssertHolds(ParityRun run)
    {
        Assert.Contains(run.Comparisons, comparison => comparison.Status == CaseStatus.Held);
        Assert.Empty(run.Comparisons.Where(comparison => comparison.Status == CaseStatus.Failed).Select(comparison => $"{comparison.Case.FullName}: {comparison.Reason}"));
    }

    /// <summary>PyTorch where this machine has it, started once for all tests.</summary>
    public sealed class StartedPyTorch : IDisposable
    {
        internal PyTorchEngine? Engine { get; } = PyTorchEngine.Start();

        public void Dispose() => Engine?.Dispose();
    }
}
