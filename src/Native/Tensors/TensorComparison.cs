using System.Globalization;

namespace Interop.Native.Tensors;

/// <summary>
/// How far values lie from those that were expected of them, element by element: <c>|actual − expected| ≤ absolute + relative·|expected|</c>, as
/// <c>torch.testing.assert_close</c> compares.
/// </summary>
/// <remarks>
/// Equal values lie no distance apart, and so do NaN beside NaN and equal infinities; beside anything else NaN and infinity are infinitely far away.
/// Where nothing may differ (an element's tolerance comes to 0), only the same bits hold: −0 is not 0.
/// </remarks>
public sealed class TensorComparison
{
    private double _worstExcess = double.NegativeInfinity;
    private double _sumAbsolute;
    private double _sumRelative;
    private int _nonZero;
    private double _dot;
    private double _actualSquares;
    private double _expectedSquares;

    private TensorComparison(Shape expected, Shape actual, double relative, double absolute)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(relative);
        ArgumentOutOfRangeException.ThrowIfNegative(absolute);
        (ExpectedShape, ActualShape, Relative, Absolute) = (expected, actual, relative, absolute);
        MaximumAbsolute = SameShape ? 0 : double.PositiveInfinity;
    }

    /// <summary>The part of the tolerance that grows with the expected value.</summary>
    public double Relative { get; }

    /// <summary>The part of the tolerance that does not, in the values' own unit.</summary>
    public double Absolute { get; }

    /// <summary>The shape that was expected.</summary>
    public Shape ExpectedShape { get; }

    /// <summary>The shape that came.</summary>
    public Shape ActualShape { get; }

    /// <summary>Whether both have one shape; of others no element is compared, and they are infinitely far apart.</summary>
    public bool SameShape => ExpectedShape == ActualShape;

    /// <summary>Whether every element lies within the tolerance.</summary>
    public bool Holds => SameShape && Beyond == 0;

    /// <summary>The number of elements compared.</summary>
    public int Count { get; private set; }

    /// <summary>How many elements lie beyond the tolerance.</summary>
    public int Beyond { get; private set; }

    /// <summary>How many elements are the same bits.</summary>
    public int SameBits { get; private set; }

    /// <summary>The first element that is not the same bits, counted in row-major order; null where all are.</summary>
    public int? FirstDifference { get; private set; }

    /// <summary>The largest |actual − expected|.</summary>
    public double MaximumAbsolute { get; private set; }

    /// <summary>The mean of |actual − expected|.</summary>
    public double MeanAbsolute => Count == 0 ? 0 : _sumAbsolute / Count;

    /// <summary>The largest |actual − expected| / |expected|, over elements where expected is finite and not 0.</summary>
    public double MaximumRelative { get; private set; }

    /// <summary>The mean of |actual − expected| / |expected|, over elements where expected is finite and not 0.</summary>
    public double MeanRelative => _nonZero == 0 ? 0 : _sumRelative / _nonZero;

    /// <summary>The largest finite |expected|.</summary>
    public double LargestExpected { get; private set; }

    /// <summary>
    /// <see cref="MaximumAbsolute"/> / <see cref="LargestExpected"/>: how far apart sums lie whose terms cancel, of which a small element has the error of a
    /// large one. 0 where nothing lies apart; +∞ where something does although all that was expected is 0.
    /// </summary>
    public double RelativeToLargest => MaximumAbsolute == 0 ? 0 : MaximumAbsolute / LargestExpected;

    /// <summary>The largest part of its tolerance that an element uses up: above 1 where it lies beyond.</summary>
    public double ToleranceUsed { get; private set; }

    /// <summary>The largest number of steps from one float32 to the next between a value and the expected one, both rounded to float32.</summary>
    public long MaximumUlps { get; private set; }

    /// <summary>The cosine of the angle between the two; 1 where one is zero.</summary>
    public double Cosine => Math.Sqrt(_actualSquares) * Math.Sqrt(_expectedSquares) is var length && length == 0 ? 1 : _dot / length;

    /// <summary>The element farthest beyond its tolerance, or nearest to it where all hold, counted in row-major order; −1 where there is none.</summary>
    public int WorstIndex { get; private set; } = -1;

    /// <summary>What was expected there.</summary>
    public double WorstExpected { get; private set; }

    /// <summary>What came there.</summary>
    public double WorstActual { get; private set; }

    /// <summary>Compares two tensors.</summary>
    /// <param name="expected">What was expected.</param>
    /// <param name="actual">What came.</param>
    /// <param name="relative">The part of the tolerance that grows with the expected value, 0 or more.</param>
    /// <param name="absolute">The part that does not, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A tolerance is negative.</exception>
    public static TensorComparison Of(Tensor expected, Tensor actual, double relative = 0, double absolute = 0)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        var comparison = new TensorComparison(expected.Shape, actual.Shape, relative, absolute);
        var left = expected.Span;
        var right = actual.Span;
        for (var i = 0; comparison.SameShape && i < left.Length; i++)
        {
            comparison.Take(left[i], right[i]);
        }

        return comparison;
    }

    /// <summary>Compares values in double precision.</summary>
    /// <param name="expected">What was expected.</param>
    /// <param name="actual">What came.</param>
    /// <param name="relative">The part of the tolerance that grows with the expected value, 0 or more.</param>
    /// <param name="absolute">The part that does not, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A tolerance is negative.</exception>
    public static TensorComparison Of(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double relative = 0, double absolute = 0)
    {
        var comparison = new TensorComparison([expected.Length], [actual.Length], relative, absolute);
        for (var i = 0; comparison.SameShape && i < expected.Length; i++)
        {
            comparison.Take(expected[i], actual[i]);
        }

        return comparison;
    }

    /// <summary>The steps from one float32 to the next between two of them; none between 0 and −0, and none between NaN and NaN.</summary>
    /// <param name="left">A float.</param>
    /// <param name="right">Another.</param>
    public static long UlpsBetween(float left, float right)
    {
        return left.Equals(right) ? 0 : Math.Abs(Order(left) - Order(right));

        // Consecutive floats become consecutive integers; both zeros are 0.
        static long Order(float value)
        {
            var bits = BitConverter.SingleToInt32Bits(value);
            return bits >= 0 ? bits : -(long)(bits & int.MaxValue);
        }
    }

    /// <summary>What lies beyond the tolerance, and the worst element with what was expected and what came; or how far the values lie apart.</summary>
    public override string ToString() => this switch
    {
        { SameShape: false } => $"expected shape {ExpectedShape}, got {ActualShape}",
        { Beyond: > 0 } => string.Create(CultureInfo.InvariantCulture, $"{Beyond} of {Count} values differ; worst at {WorstIndex}: expected {WorstExpected:G9}, got {WorstActual:G9}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"at most {MaximumAbsolute:G3} apart where the largest is {LargestExpected:G3}"),
    };

    private void Take(double expected, double actual)
    {
        var same = BitConverter.DoubleToInt64Bits(actual) == BitConverter.DoubleToInt64Bits(expected);

        // Equals, other than ==, takes NaN for NaN.
        var distance = expected.Equals(actual) ? 0 : Math.Abs(actual - expected);
        distance = double.IsNaN(distance) ? double.PositiveInfinity : distance;
        TakeTolerance(expected, actual, distance, same);
        FirstDifference ??= same ? null : Count;
        SameBits += same ? 1 : 0;
        Count++;
        MaximumAbsolute = Math.Max(MaximumAbsolute, distance);
        _sumAbsolute += distance;
        if (double.IsFinite(expected))
        {
            TakeRelative(Math.Abs(expected), distance);
        }

        MaximumUlps = Math.Max(MaximumUlps, UlpsBetween((float)actual, (float)expected));
        _dot += actual * expected;
        _actualSquares += actual * actual;
        _expectedSquares += expected * expected;
    }

    private void TakeTolerance(double expected, double actual, double distance, bool same)
    {
        // Of infinity and NaN no part is allowed.
        var tolerance = Absolute + (double.IsFinite(expected) ? Relative * Math.Abs(expected) : 0);

        // Where nothing may differ, other bits of the same value do.
        var apart = same || tolerance > 0 ? distance : Math.Max(distance, double.Epsilon);
        var excess = double.IsInfinity(apart) ? apart : apart - tolerance;
        Beyond += excess > 0 ? 1 : 0;
        ToleranceUsed = Math.Max(ToleranceUsed, apart == 0 ? 0 : apart / tolerance);
        if (excess > _worstExcess)
        {
            (_worstExcess, WorstIndex, WorstExpected, WorstActual) = (excess, Count, expected, actual);
        }
    }

    private void TakeRelative(double expected, double distance)
    {
        LargestExpected = Math.Max(LargestExpected, expected);
        if (expected > 0)
        {
            _nonZero++;
            MaximumRelative = Math.Max(MaximumRelative, distance / expected);
            _sumRelative += distance / expected;
        }
    }
}
