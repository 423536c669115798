using Interop.Parity.Cases;
using Interop.Parity.Engines;

namespace Interop.Parity.Comparison;

/// <summary>Cases run on one engine and compared with references.</summary>
internal sealed class ParityRun
{
    private readonly bool _mayLeaveOut;

    private ParityRun(
        IParityEngine subject, IReadOnlyList<IParityEngine> references, IParityEngine? truth, IReadOnlyList<CaseComparison> comparisons, bool mayLeaveOut)
    {
        _mayLeaveOut = mayLeaveOut;
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
    /// The cases that should have been compared, and that no reference had anything to say about: what is not compared with anything proves
    /// nothing. Where only some references were asked for, a case that they leave out is none of these.
    /// </summary>
    public IEnumerable<ParityCase> Uncompared => _mayLeaveOut && Comparisons.Any(comparison => comparison.Status != CaseStatus.NotRun)
        ? []
        : Comparisons.GroupBy(comparison => comparison.Case)
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
    /// <param name="mayLeaveOut">Whether the references may leave cases out, as long as they do not leave out all.</param>
    public static ParityRun Execute(
        IParityEngine subject,
        IReadOnlyList<IParityEngine> references,
        IReadOnlyList<ParityCase> cases,
        Action<ParityCase>? progress = null,
        IParityEngine? truth = null,
        bool mayLeaveOut = false)
    {
        var comparisons = new List<CaseComparison>();
        foreach (var parityCase in cases)
        {
            var actual = new Lazy<NamedTensors>(() => subject.Run(parityCase));
            var right = new Lazy<NamedTensors?>(() => truth is not null && truth.WhyNot(parityCase) is null ? truth.Run(parityCase) : null);
            comparisons.AddRange(references.Select(reference => CaseComparison.Of(parityCase, actual, reference, right)));
            progress?.Invoke(parityCase);
        }

        return new ParityRun(subject, references, truth, comparisons, mayLeaveOut);
    }
}
