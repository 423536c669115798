namespace Interop.Parity.Comparison;

/// <summary>What became of a comparison.</summary>
internal enum CaseStatus
{
    /// <summary>Every output lies within its policy.</summary>
    Held,

    /// <summary>An output does not, or an engine failed.</summary>
    Failed,

    /// <summary>An output does not, for a reason that <see cref="KnownDifference"/> gives.</summary>
    Known,

    /// <summary>The reference has nothing to say about the case.</summary>
    NotRun,
}
