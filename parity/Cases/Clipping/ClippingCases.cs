using static Interop.Parity.Cases.Clipping.ClippingKind;

namespace Interop.Parity.Cases.Clipping;

/// <summary>Every way to limit gradients, within the limit and beyond it.</summary>
internal static class ClippingCases
{
    /// <summary>All of them.</summary>
    public static IEnumerable<ParityCase> All()
    {
        ClippingCase[] cases =
        [
            new(Value, 0.5), new(Value, 10), new(Norm, 1), new(Norm, 0.1), new(Norm, 100), new(GlobalNorm, 1), new(GlobalNorm, 0.01), new(GlobalNorm, 100),
            new(GlobalNorm, 1, 1), new(GlobalNorm, 0.5, 3), new(GlobalNorm, 0.5, double.PositiveInfinity),
        ];
        return cases.Select((parityCase, i) => parityCase with { Seed = 4100 + (ulong)i });
    }
}
