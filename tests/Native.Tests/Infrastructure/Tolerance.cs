using Interop.Native.Tensors;

namespace Interop.Native.Tests.Infrastructure;

/// <summary>
/// How far apart two numbers may be, and why: |actual − expected| ≤ Absolute + Relative·|expected|. Tests name a policy; they hold
/// no numbers of their own.
/// </summary>
/// <param name="Relative">The part that grows with the expected value.</param>
/// <param name="Absolute">The part that does not.</param>
public sealed record Tolerance(double Relative, double Absolute)
{
    /// <summary>PyTorch's own default for float32 (torch.testing.assert_close): about ten roundings of a 24-bit mantissa.</summary>
    public static Tolerance Float32 { get; } = new(1.3e-6, 1e-5);

    /// <summary>One elementary function in float32: three roundings of a 24-bit mantissa, and what lies below the smallest normal number.</summary>
    public static Tolerance Rounding { get; } = new(3.6e-7, 1.2e-38);

    /// <summary>Sums of hundreds of float32 products, whose order differs between implementations: rounding grows with the square root of the length.</summary>
    public static Tolerance Accumulation { get; } = new(1e-5, 1e-5);

    /// <summary>A thousand dependent float32 steps: each step's rounding feeds the next.</summary>
    public static Tolerance LongTrajectory { get; } = new(1e-4, 1e-5);

    /// <summary>What float32 scales or sums without cancelling: as <see cref="Float32"/>, but however small the numbers are, down to the smallest normal one.</summary>
    public static Tolerance Scaled { get; } = new(1.3e-6, 1.2e-38);

    /// <summary>A product of a thousand factors in float64, which may lie below all of float32.</summary>
    public static Tolerance Product { get; } = new(1e-12, 0);

    /// <summary>
    /// How far an optimizer moved the weights: a ten-thousandth of the move, since each step's rounding feeds the next, and what float32 cannot hold: each
    /// step rounds the weight by half a unit in its last place, always the same way where the steps are alike; or four times what float32 costs PyTorch
    /// itself on the same problem, where that is more.
    /// </summary>
    /// <param name="steps">How many steps.</param>
    /// <param name="largestWeight">The largest magnitude of a weight, before or after.</param>
    /// <param name="noise">How far PyTorch's float32 is from its float64.</param>
    public static Tolerance Update(int steps, double largestWeight, double noise) =>
        new(1e-4, Math.Max(4 * noise, Math.ScaleB(steps * largestWeight, -24)));

    /// <summary>
    /// What an optimizer remembers after a thousand steps, whatever its scale: relative, with a floor at the smallest normal number. Where terms cancel (in a
    /// mean of gradients, in a gradient w − target near the target) the floor is four times what float32 costs PyTorch itself on the same problem.
    /// </summary>
    /// <param name="noise">How far PyTorch's float32 is from its float64.</param>
    public static Tolerance State(double noise) => new(1e-4, Math.Max(4 * noise, 1.2e-38));

    /// <summary>A float32 kernel's gradient against the float64 reference's.</summary>
    public static Tolerance Gradient { get; } = new(1e-3, 1e-5);

    /// <summary>Analytic against central differences, both in float64: the differences' own error is about the cube root of its precision, squared.</summary>
    public static Tolerance CentralDifference { get; } = new(1e-6, 1e-8);

    /// <summary>Two float64 computations of the same formula.</summary>
    public static Tolerance Float64 { get; } = new(1e-12, 1e-12);

    /// <summary>A worked example of the decks, which print three or four digits.</summary>
    public static Tolerance DeckDigits { get; } = new(0, 5e-4);

    /// <summary>Fails where one of the values is too far from what was expected, and says how many are and which is the worst.</summary>
    /// <param name="expected">What was expected.</param>
    /// <param name="actual">What came.</param>
    /// <param name="what">What is compared, for the message.</param>
    public void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, string what)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: expected {expected.Length} values, got {actual.Length}.");
        var comparison = TensorComparison.Of(expected, actual, Relative, Absolute);
        Assert.True(comparison.Holds, $"{what}: {comparison}.");
    }

    /// <summary>Fails where a float32 value is too far from what was expected.</summary>
    /// <param name="expected">What was expected.</param>
    /// <param name="actual">What came.</param>
    /// <param name="what">What is compared, for the message.</param>
    public void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, string what) => AssertClose(expected, Widen(actual), what);

    /// <summary>Fails where a float32 value is too far from what was expected.</summary>
    /// <param name="expected">What was expected.</param>
    /// <param name="actual">What came.</param>
    /// <param name="what">What is compared, for the message.</param>
    public void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what) => AssertClose(Widen(expected), Widen(actual), what);

    /// <summary>Fails where a value is too far from what was expected.</summary>
    /// <param name="expected">What was expected.</param>
    /// <param name="actual">What came.</param>
    /// <param name="what">What is compared, for the message.</param>
    public void AssertClose(double expected, double actual, string what) => AssertClose([expected], [actual], what);

    /// <summary>Whether a difference from 0 would be seen: fails where nothing at all would pass for the expected values.</summary>
    /// <param name="expected">What was expected.</param>
    /// <param name="what">What is compared, for the message.</param>
    public void AssertTells(ReadOnlySpan<double> expected, string what)
    {
        foreach (var value in expected)
        {
            if (!TensorComparison.Of([value], [0], Relative, Absolute).Holds)
            {
                return;
            }
        }

        Assert.Fail($"{what}: zeros would pass for what is expected.");
    }

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            wide[i] = values[i];
        }

        return wide;
    }
}
