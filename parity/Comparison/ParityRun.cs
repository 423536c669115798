using Interop.Parity.Cases;
using Interop.Parity.Engines;

namespace Interop.Parity.Comparison;

/// <summary>Cases run on one engine and compared with references.</summary>
internal sealed class ParityRun
{
    private ParityRun(
        IParityEngine subject, IReadOnlyList<IParityEngine> references, IParityEngine? truth, IReadOnlyList<CaseComparison> comparisons)
    {
        Subject = subject;
        References = references;
        Truth = truth;
        Comparisons = comparisons;
    }

    /// <summary>What was checked.</summary>
    public IParityEngine Subject { get; }

    /// <summary>What it was compared with.</summary>
    public IReadOnlyList<IParityEngine> References { get; }

    /// <summary>Who computed the truth in float64; null where nobody did.</summary>
    public IParityEngine? Truth { get; }

    /// <summary>Every case with every reference, those that were not run included.</summary>
    public IReadOnlyList<CaseComparison> Comparisons { get; }

    /// <summary>
    /// The cases that no reference had anything to say about. A case that is not compared with anything proves nothing.
    /// </summary>
    public IEnumerable<ParityCase> Uncompared =>
        Comparisons.GroupBy(comparison => comparison.Case)
            .Where(group => group.All(comparison => comparison.Status == CaseStatus.NotRun))
            .Select(group => group.Key);

    /// <summary>Whether every case was compared with something, and every comparison held or differs for a known reason.</summary>
    public bool Holds => Comparisons.All(comparison => comparison.Status != CaseStatus.Failed) && !Uncompared.Any();

    /// <summary>Runs cases.</summary>
    /// <param name="subject">What is checked.</param>
    /// <param name="references">What it is compared with.</param>
    /// <param name="cases">The cases.</param>
    /// <param name="progress">Told after each case.</param>
    /// <param name="truth">Who knows the truth in float64; null for nobody.</param>
    public static ParityRun Execute(
        IParityEngine subject,
        IReadOnlyList<IParityEngine> references,
        IReadOnlyList<ParityCase> cases,
        Action<ParityCase>? progress = null,
        IParityEngine? truth = null)
    {
        var comparisons = new List<CaseComparison>();
        foreach (var parityCase in cases)
        {
            var actual = new Lazy<NamedTensors>(() => subject.Run(parityCase));
            var right = new Lazy<NamedTensors?>(() => truth is not null && truth.WhyNot(parityCase) is null ? truth.Run(parityCase) : null);
            comparisons.AddRange(references.Select(reference => CaseComparison.Of(parityCase, actual, reference, right)));
            progress?.Invoke(parityCase);
        }

        return new ParityRun(subject, references, truth, comparisons);
    }
}
