namespace Interop.Native.Tests.Kernels;

/// <summary>The budget for sums is itself a claim: it passes what float32 must lose, and fails where a term is lost or counted twice.</summary>
public class SumReferenceTests
{
    public static TheoryData<int> Lengths => [1, 2, 3, 10, 100, 1000, 4000, 20_000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_lost_or_doubled_term_does_not_pass(int terms)
    {
        var x = TestNumbers.AwayFromZero(1, terms);
        var y = TestNumbers.AwayFromZero(2, terms);
        var sum = Products(x, y);
        for (var i = 0; i < terms; i++)
        {
            var term = (double)x[i] * y[i];
            Assert.False(sum.Holds(0, sum[0] - term));
            Assert.False(sum.Holds(0, sum[0] + term));
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void What_float32_loses_passes_in_the_worst_order(int terms)
    {
        var x = TestNumbers.AwayFromZero(1, terms);
        var y = TestNumbers.AwayFromZero(2, terms);
        float sum = 0;
        float squares = 0;
        for (var i = 0; i < terms; i++)
        {
            // Rounded twice at each term, and added one after the other.
            sum += x[i] * y[i];
            squares += x[i] * x[i];
        }

        Products(x, y).AssertHolds([sum], "products");
        Products(x, x).AssertHolds([squares], "squares");
    }

    [Fact]
    public void A_sum_of_nothing_is_zero_and_nothing_else()
    {
        SumReference nothing = new(1);
        Assert.True(nothing.Holds(0, 0));
        Assert.False(nothing.Holds(0, float.Epsilon));
        Assert.False(nothing.Holds(0, double.NaN));
    }

    private static SumReference Products(float[] x, float[] y)
    {
        SumReference sum = new(1);
        for (var i = 0; i < x.Length; i++)
        {
            sum.Add(0, (double)x[i] * y[i]);
        }

        return sum;
    }
}
