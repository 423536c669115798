namespace Interop.Parity.Comparison;

/// <summary>Both sides of a comparison against the float64 truth, so that one sees who is nearer.</summary>
/// <param name="Own">The engine's error.</param>
/// <param name="Reference">The reference's error.</param>
/// <param name="Rounding">The error of the truth itself when it is rounded to float32: nobody whose outputs are floats can do better.</param>
internal sealed record TruthComparison(SideError Own, SideError Reference, SideError Rounding)
{
    /// <summary>The unit roundoff of float32, 2⁻²⁴: the largest relative error of one rounding.</summary>
    public const double UnitRoundoff = 1.0 / (1 << 24);

    /// <summary>The engine's relative error over the reference's; 1 where both are 0.</summary>
    public double Ratio => Own.Relative == Reference.Relative ? 1 : Own.Relative / Reference.Relative;

    /// <summary>
    /// The same with errors below one rounding counted as one rounding: of two single numbers that are both right to the last digit, one may lie
    /// a thousand times nearer to the truth by chance.
    /// </summary>
    public double RatioOverRounding => Math.Max(Own.Relative, UnitRoundoff) / Math.Max(Reference.Relative, UnitRoundoff);

    /// <summary>Measures both sides.</summary>
    /// <param name="actual">The engine's values.</param>
    /// <param name="expected">The reference's.</param>
    /// <param name="truth">The truth.</param>
    public static TruthComparison Of(double[] actual, double[] expected, double[] truth) => new(
        SideError.Of(actual, truth), SideError.Of(expected, truth), SideError.Of([.. truth.Select(value => (double)(float)value)], truth));
}
