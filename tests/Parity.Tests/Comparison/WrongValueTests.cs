using Interop.Native.Files;
using Interop.Parity.Cases;
using Interop.Parity.Comparison;
using Interop.Parity.Engines;
using Interop.Parity.Engines.Native;
using Interop.Parity.Recording;

namespace Interop.Parity.Tests.Comparison;

/// <summary>A check that cannot fail checks nothing: every family notices one value that is wrong.</summary>
public class WrongValueTests
{
    public static TheoryData<string> Families => [.. CaseCatalog.All.Select(parityCase => parityCase.Family).Distinct()];

    [Theory]
    [MemberData(nameof(Families))]
    public void One_wrong_value_in_one_output_fails(string family)
    {
        var parityCase = CaseCatalog.All.First(candidate => candidate.Family == family);
        var wrong = new Changed(new RecordedEngine(ReferenceFolder.Shipped));
        var run = ParityRun.Execute(new NativeEngine(), [wrong], [parityCase]);
        Assert.False(run.Holds);
        Assert.Contains("expected", Assert.Single(run.Comparisons).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_engine_that_throws_fails_its_case_and_no_other()
    {
        ParityCase[] cases = [.. CaseCatalog.Matching("losses/mse*").Take(2)];
        var run = ParityRun.Execute(new Throwing(cases[0]), [new RecordedEngine(ReferenceFolder.Shipped)], cases);
        Assert.Equal([CaseStatus.Failed, CaseStatus.Held], run.Comparisons.Select(comparison => comparison.Status));
        Assert.Contains("no luck", run.Comparisons[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_that_nothing_knows_does_not_hold()
    {
        var run = ParityRun.Execute(new NativeEngine(), [new PublishedEngine()], [CaseCatalog.All[0]]);
        Assert.False(run.Holds);
        Assert.Equal(CaseCatalog.All[0], Assert.Single(run.Uncompared));
    }

    /// <summary>Another engine's outputs with the last bytes of the last one changed.</summary>
    private sealed class Changed(IParityEngine inner) : IParityEngine
    {
        public string Name => "changed";

        public string Producer => "a test";

        public string? WhyNot(ParityCase parityCase) => inner.WhyNot(parityCase);

        public NamedTensors Run(ParityCase parityCase)
        {
            var outputs = new NamedTensors();
            var last = inner.Run(parityCase).Last();
            foreach (var (name, tensor) in inner.Run(parityCase))
            {
                if (name != last.Key)
                {
                    outputs.Add(name, tensor);
                    continue;
                }

                var bytes = tensor.Bytes.ToArray();
                bytes[^2] ^= 0x40;
                outputs.Add(name, new StoredTensor(tensor.Type, tensor.Shape, bytes));
            }

            return outputs;
        }
    }

    /// <summary>The engine, with one case that goes wrong.</summary>
    private sealed class Throwing(ParityCase bad) : IParityEngine
    {
        public string Name => "throwing";

        public string Producer => "a test";

        public string? WhyNot(ParityCase parityCase) => null;

        public NamedTensors Run(ParityCase parityCase) =>
            parityCase == bad ? throw new InvalidOperationException("no luck") : new NativeEngine().Run(parityCase);
    }
}
