namespace Interop.Native.Tests.Kernels;

/// <summary>
/// Sums as a plain loop adds them in float64, and how far a float32 kernel may be from each: |actual − sum| ≤ c · 2⁻²⁴ · Σ |terms| with
/// c = 2 + √n for n terms that are added one after the other.
/// </summary>
/// <remarks>
/// Why this budget: each of n roundings takes at most 2⁻²⁴ of a partial sum, and no partial sum exceeds Σ |terms|. Roundings of either sign add up like √n,
/// not like n; the 2 is for products that are rounded before they are added, as processors without fused multiply-adds do, and for what is done with the
/// sum (a bias, a division, the joining of groups). A kernel that adds in groups side by side is held to the n of its longest chain. One lost or doubled
/// term is far outside for terms of like magnitude, such as the products of <see cref="TestNumbers.AwayFromZero"/>: <see cref="SumReferenceTests"/>.
/// </remarks>
/// <param name="length">The number of sums.</param>
internal sealed class SumReference(int length)
{
    private readonly double[] _sums = new double[length];
    private readonly double[] _magnitudes = new double[length];
    private readonly int[] _terms = new int[length];

    public int Length => _sums.Length;

    public double this[int element] => _sums[element];

    /// <summary>Adds a term to one of the sums.</summary>
    public void Add(int element, double term)
    {
        _sums[element] += term;
        _magnitudes[element] += Math.Abs(term);
        _terms[element]++;
    }

    /// <summary>Adds several terms to one of the sums: their sum and that of their magnitudes.</summary>
    public void Add(int element, double sum, double magnitude, int terms)
    {
        _sums[element] += sum;
        _magnitudes[element] += magnitude;
        _terms[element] += terms;
    }

    /// <summary>What a rectifier makes of the sums; it enlarges no error.</summary>
    public void Rectify()
    {
        for (var i = 0; i < _sums.Length; i++)
        {
            _sums[i] = Math.Max(0, _sums[i]);
        }
    }

    /// <summary>Multiplies one of the sums.</summary>
    public void Scale(int element, double factor)
    {
        _sums[element] *= factor;
        _magnitudes[element] *= Math.Abs(factor);
    }

    /// <summary>How far a kernel's result may be from the sum.</summary>
    /// <param name="element">Which sum.</param>
    /// <param name="longestChain">The most terms that the kernel adds one after the other.</param>
    public double Budget(int element, int longestChain = int.MaxValue) =>
        Math.ScaleB((2 + Math.Sqrt(Math.Min(_terms[element], longestChain))) * _magnitudes[element], -24);

    /// <summary>Whether a result is within the budget of its sum.</summary>
    public bool Holds(int element, double actual, int longestChain = int.MaxValue) =>
        Math.Abs(actual - _sums[element]) <= Budget(element, longestChain);

    /// <summary>Fails where a result is outside the budget of its sum.</summary>
    /// <param name="actual">What the kernel made.</param>
    /// <param name="what">What is compared, for the message.</param>
    /// <param name="longestChain">The most terms that the kernel adds one after the other.</param>
    public void AssertHolds(ReadOnlySpan<float> actual, string what, int longestChain = int.MaxValue)
    {
        Assert.True(_sums.Length == actual.Length, $"{what}: expected {_sums.Length} sums, got {actual.Length}.");
        for (var i = 0; i < _sums.Length; i++)
        {
            if (!Holds(i, actual[i], longestChain))
            {
                Assert.Fail(
                    $"{what}: element {i} is {actual[i]:R}, expected {_sums[i]:R}, the sum of {_terms[i]} terms; "
                    + $"it is {Math.Abs(actual[i] - _sums[i]):G3} off, the budget is {Budget(i, longestChain):G3}.");
            }
        }
    }

    /// <summary>
    /// Fails where a result is off by more than a multiple of 2⁻²⁴ of the largest Σ |terms| of all: for algorithms that compute several sums in one,
    /// so that each is as inexact as its largest neighbour.
    /// </summary>
    /// <param name="actual">What the kernel made.</param>
    /// <param name="what">What is compared, for the message.</param>
    /// <param name="multiple">The multiple.</param>
    public void AssertHoldsTogether(ReadOnlySpan<float> actual, string what, double multiple)
    {
        Assert.True(_sums.Length == actual.Length, $"{what}: expected {_sums.Length} sums, got {actual.Length}.");
        var unit = Math.ScaleB(_magnitudes.Max(), -24);
        var worst = 0.0;
        for (var i = 0; i < _sums.Length; i++)
        {
            worst = Math.Max(worst, Math.Abs(actual[i] - _sums[i]));
        }

        Assert.True(worst <= multiple * unit, $"{what} is {worst / unit:F2} · 2⁻²⁴ of the largest sum of magnitudes off; the budget is {multiple}.");
    }
}
