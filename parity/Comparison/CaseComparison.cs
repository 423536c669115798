using Interop.Parity.Cases;
using Interop.Parity.Engines;

namespace Interop.Parity.Comparison;

/// <summary>One case compared with one reference.</summary>
/// <param name="Case">The case.</param>
/// <param name="Reference">The reference's name.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Reason">Why it failed or was not run; null where it held.</param>
/// <param name="Outputs">Each output.</param>
internal sealed record CaseComparison(
    ParityCase Case, string Reference, CaseStatus Status, string? Reason, IReadOnlyList<OutputComparison> Outputs)
{
    /// <summary>Compares what the engine made of a case with what a reference says.</summary>
    /// <param name="parityCase">The case.</param>
    /// <param name="actual">What the engine made of it.</param>
    /// <param name="reference">The reference.</param>
    public static CaseComparison Of(ParityCase parityCase, Lazy<NamedTensors> actual, IParityEngine reference)
    {
        if (reference.WhyNot(parityCase) is { } reason)
        {
            return new CaseComparison(parityCase, reference.Name, CaseStatus.NotRun, reason, []);
        }

        try
        {
            var expected = reference.Run(parityCase);
            OutputComparison[] outputs =
            [
                .. actual.Value.Names.Union(expected.Names)
                    .Select(name => OutputComparison.Of(name, parityCase.PolicyOf(name), actual.Value.Find(name), expected.Find(name))),
            ];
            var (status, why) = Judge(parityCase, reference, outputs.FirstOrDefault(output => !output.Holds));
            return new CaseComparison(parityCase, reference.Name, status, why, outputs);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Whatever an engine throws is that case's failure; the others still run.
            return new CaseComparison(parityCase, reference.Name, CaseStatus.Failed, $"{error.GetType().Name}: {error.Message}", []);
        }
    }

    private static (CaseStatus Status, string? Reason) Judge(ParityCase parityCase, IParityEngine reference, OutputComparison? failed) =>
        (failed, KnownDifference.Of(parityCase.FullName, reference.Name)) switch
        {
            (null, null) => (CaseStatus.Held, null),
            (null, { } known) => (CaseStatus.Failed, $"it holds, although a difference is known: take it out of the list ({known.Reason})"),
            (_, { } known) => (CaseStatus.Known, known.Reason),
            _ => (CaseStatus.Failed, $"{failed.Name}: {failed.Problem}"),
        };
}
