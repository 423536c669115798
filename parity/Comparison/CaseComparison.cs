using Interop.Parity.Cases;
using Interop.Parity.Engines;

namespace Interop.Parity.Comparison;

/// <summary>One case compared with one reference.</summary>
/// <param name="Case">The case.</param>
/// <param name="Reference">The reference's name.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Reason">Why it failed, is excused or was not run; null where it held.</param>
/// <param name="Outputs">Each output that the reference speaks of.</param>
internal sealed record CaseComparison(
    ParityCase Case, string Reference, CaseStatus Status, string? Reason, IReadOnlyList<OutputComparison> Outputs)
{
    /// <summary>Compares what the engine made of a case with what a reference says.</summary>
    /// <param name="parityCase">The case.</param>
    /// <param name="actual">What the engine made of it.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="truth">The same computed in float64; null where nobody has.</param>
    public static CaseComparison Of(ParityCase parityCase, Lazy<NamedTensors> actual, IParityEngine reference, Lazy<NamedTensors?> truth)
    {
        if (reference.WhyNot(parityCase) is { } reason)
        {
            return new CaseComparison(parityCase, reference.Name, CaseStatus.NotRun, reason, []);
        }

        try
        {
            var expected = reference.Run(parityCase);
            KnownDifference[] known = [.. KnownDifference.Of(parityCase.FullName, reference.Name)];
            var names = actual.Value.Names.Where(name => reference.SpeaksOf(parityCase, name)).Union(expected.Names);
            OutputComparison[] outputs = [.. names.Select(name => OutputOf(parityCase, name, actual.Value, expected, truth.Value, known))];
            var (status, why) = Judge(outputs, known);
            return new CaseComparison(parityCase, reference.Name, status, why, outputs);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Whatever an engine throws is that case's failure; the others still run.
            return new CaseComparison(parityCase, reference.Name, CaseStatus.Failed, $"{error.GetType().Name}: {error.Message}", []);
        }
    }

    /// <summary>The largest part of its tolerance that an output uses up.</summary>
    public double ToleranceUsed => Outputs.Select(output => output.Values.ToleranceUsed).DefaultIfEmpty().Max();

    /// <summary>How bad it is, for lists that show the worst first: what fails, then what is excused, then by the part of the tolerance used up.</summary>
    public (int Rank, double Used) Severity => (Status switch { CaseStatus.Failed => 3, CaseStatus.Known => 2, CaseStatus.Held => 1, _ => 0 }, ToleranceUsed);

    private static OutputComparison OutputOf(
        ParityCase parityCase, string name, NamedTensors actual, NamedTensors expected, NamedTensors? truth, KnownDifference[] known)
    {
        var output = OutputComparison.Of(name, parityCase.PolicyOf(name), actual.Find(name), expected.Find(name), truth?.Find(name));
        return output with
        {
            IsForward = parityCase.IsForward(name),
            Curve = parityCase.IsCurve(name) ? CurveComparison.Of(actual.Find(name), expected.Find(name)) : null,
            Excuse = output.Holds ? null : known.FirstOrDefault(difference => difference.Excuses(name))?.Reason,
        };
    }

    private static (CaseStatus Status, string? Reason) Judge(OutputComparison[] outputs, KnownDifference[] known)
    {
        if (outputs.FirstOrDefault(output => !output.Holds && output.Excuse is null) is { } failed)
        {
            return (CaseStatus.Failed, $"{failed.Name}: {failed.Problem}");
        }

        if (known.FirstOrDefault(difference => !outputs.Any(output => output.Excuse == difference.Reason)) is { } idle)
        {
            return (CaseStatus.Failed, $"'{idle.Outputs}' holds, although a difference is known: take it out of the list ({idle.Reason})");
        }

        string[] excuses = [.. outputs.Where(output => output.Excuse is not null).Select(output => output.Excuse!).Distinct()];
        return excuses.Length == 0 ? (CaseStatus.Held, null) : (CaseStatus.Known, string.Join(" ", excuses));
    }
}
