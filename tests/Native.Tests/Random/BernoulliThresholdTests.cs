using Interop.Native.Random;

namespace Interop.Native.Tests.Random;

/// <summary>
/// The integer bounds decide as the double formulas do. Both formulas grow with the integer, so it is enough that
/// the element below the bound is kept and the one at the bound is not; elements elsewhere are checked besides.
/// </summary>
public class BernoulliThresholdTests
{
    private const int Modulus = int.MaxValue;
    private const long DoubleRange = 1L << 53;

    public static TheoryData<double> Probabilities()
    {
        TheoryData<double> rows = [0, double.Epsilon, 1e-300, 0.1, 0.25, 0.3, 0.7, 0.9, 1 - 0.55, Math.BitDecrement(1.0), 1];
        foreach (double border in new[] { 1.0 / Modulus, 2.0 / Modulus, 12345678.0 / Modulus, (Modulus - 1.0) / Modulus, 1.0 / DoubleRange, 3.0 / DoubleRange, 0.5 })
        {
            rows.Add(border);
            rows.Add(Math.BitDecrement(border));
            rows.Add(Math.BitIncrement(border));
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Probabilities))]
    public void Mcg31(double q)
    {
        long bound = BernoulliThreshold.ForMcg31(q);
        Assert.InRange(bound, 0, Modulus);
        foreach (long x in Around(bound, Modulus))
        {
            Assert.Equal(x / (double)Modulus < q, x < bound);
        }
    }

    [Theory]
    [MemberData(nameof(Probabilities))]
    public void Mt19937(double q)
    {
        long bound = BernoulliThreshold.ForMt19937(q);
        Assert.InRange(bound, 0, DoubleRange);
        foreach (long v in Around(bound, DoubleRange))
        {
            Assert.Equal(v * (1.0 / DoubleRange) < q, v < bound);
        }
    }

    [Fact]
    public void Random_probabilities()
    {
        TorchGenerator generator = new(1);
        for (int i = 0; i < 2000; i++)
        {
            double q = generator.NextDouble();
            Mcg31(q);
            Mt19937(q);
        }
    }

    private static IEnumerable<long> Around(long bound, long range)
    {
        long[] distances = [-1_000_000, -1000, -3, -2, -1, 0, 1, 2, 3, 1000, 1_000_000];
        return distances.Select(distance => bound + distance).Concat([0, 1, range / 3, range - 1]).Where(value => value >= 0 && value < range);
    }
}
