using Interop.Native.Regularizers;

namespace Interop.Parity.Cases.Regularization;

/// <summary>Penalties with every scale, and constraints on linear and convolutional weights.</summary>
internal static class RegularizationCases
{
    /// <summary>All of them.</summary>
    public static IEnumerable<ParityCase> All()
    {
        PenaltyCase[] penalties =
        [
            .. Enum.GetValues<PenaltyScale>().SelectMany(scale => new PenaltyCase[] { new(0.01, 0, scale), new(0, 0.02, scale), new(0.03, 0.005, scale) }),
        ];
        ConstraintCase[] constraints =
        [
            new(ConstraintKind.MaxNorm, 1, [6, 9]),
            new(ConstraintKind.MaxNorm, 100, [6, 9]),
            new(ConstraintKind.MaxNorm, 2, [5, 3, 3, 2]),
            new(ConstraintKind.UnitNorm, 0, [6, 9]),
            new(ConstraintKind.UnitNorm, 0, [5, 3, 3, 2]),
            new(ConstraintKind.NonNegative, 0, [6, 9]),
            new(ConstraintKind.NonNegative, 0, [5, 3, 3, 2]),
        ];
        return penalties.Select(ParityCase (parityCase, i) => parityCase with { Seed = 4200 + (ulong)i })
            .Concat(constraints.Select((parityCase, i) => parityCase with { Seed = 4250 + (ulong)i }));
    }
}
