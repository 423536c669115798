using Interop.Native.Files;
using Interop.Parity.Cases;
using Interop.Parity.Comparison;
using Interop.Parity.Engines;
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
        Assert.All(comparison.Outputs, output => Assert.Equal(output.Holds, output.Excuse is null));
        Assert.Contains(comparison.Outputs, output => output is { Name: "1000.0.exp_avg", Holds: true });
    }

    [Fact]
    public void It_excuses_the_named_outputs_only()
    {
        var run = ParityRun.Execute(new WrongState(Recorded), [Recorded], CaseCatalog.Matching("optimizers/radam-plain"));
        var comparison = Assert.Single(run.Comparisons);
        Assert.Equal(CaseStatus.Failed, comparison.Status);
        Assert.StartsWith("1000.0.exp_avg: ", comparison.Reason, StringComparison.Ordinal);
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
            Assert.Contains(CaseCatalog.All, parityCase => KnownDifference.Of(parityCase.FullName, known.References[0]).Contains(known));
        });
    }

    /// <summary>Another engine's outputs, with every value and one state wrong.</summary>
    private sealed class WrongState(IParityEngine inner) : IParityEngine
    {
        public string Name => "wrong";

        public string Producer => "a test";

        public string? WhyNot(ParityCase parityCase) => inner.WhyNot(parityCase);

        public NamedTensors Run(ParityCase parityCase)
        {
            var outputs = new NamedTensors();
            foreach (var (name, tensor) in inner.Run(parityCase))
            {
                var bytes = tensor.Bytes.ToArray();
                bytes[^2] ^= (byte)(name == "1000.0.exp_avg" || name.EndsWith(".value", StringComparison.Ordinal) ? 0x40 : 0);
                outputs.Add(name, new StoredTensor(tensor.Type, tensor.Shape, bytes));
            }

            return outputs;
        }
    }
}
