namespace Interop.Parity.Comparison;

/// <summary>
/// How far two results may lie apart, and why: |actual − expected| ≤ Absolute + Relative·|expected|, or not at all. All policies stand here.
/// </summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Relative">The part that grows with the expected value.</param>
/// <param name="Absolute">The part that does not.</param>
/// <param name="Reason">Why it is so.</param>
internal sealed record TolerancePolicy(string Name, double Relative, double Absolute, string Reason)
{
    /// <summary>The same bits.</summary>
    public static TolerancePolicy Bitwise { get; } = new(
        "bitwise", 0, 0, "Random streams, masks and initial weights are fixed by integer arithmetic and single roundings: nothing may differ.");

    /// <summary>PyTorch's default for float32.</summary>
    public static TolerancePolicy Float32 { get; } = new(
        "float32", 1.3e-6, 1e-5, "torch.testing.assert_close's default for float32: about ten roundings of a 24-bit mantissa.");

    /// <summary>Numbers that both sides compute in float64.</summary>
    public static TolerancePolicy OneRounding { get; } = new(
        "one rounding", 1.2e-7, 0, "Both sides compute in float64; only the rounding to float32 at the end shows, by one unit in the last place at most.");

    /// <summary>A thousand dependent float32 steps.</summary>
    public static TolerancePolicy LongTrajectory { get; } = new(
        "long trajectory", 1e-4, 1e-5, "Each of a thousand steps rounds, and feeds its rounding into the next: up to 1,000 · 2⁻²⁴ where all go one way.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TolerancePolicy> All { get; } = [Bitwise, OneRounding, Float32, LongTrajectory];

    /// <summary>Whether only the same bits will do.</summary>
    public bool IsBitwise => this == Bitwise;
}
