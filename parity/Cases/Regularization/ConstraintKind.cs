namespace Interop.Parity.Cases.Regularization;

/// <summary>Onto what weights are projected.</summary>
internal enum ConstraintKind
{
    /// <summary>Rows of at most some length: torch.renorm.</summary>
    MaxNorm,

    /// <summary>Rows of length 1: torch.nn.functional.normalize.</summary>
    UnitNorm,

    /// <summary>Numbers of 0 or more: torch.relu.</summary>
    NonNegative,
}
