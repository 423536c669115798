using Interop.Native.Kernels;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Kernels;

public class ReductionsTests
{
    /// <summary>Every ending of a block of virtual lanes, and the lengths around chunks and pieces.</summary>
    private static int[] Lengths => [.. Enumerable.Range(0, 140), 4095, 4096, 4097, 65535, 65537, 200001];

    /// <summary>Four groups of sixteen lanes share a chunk of 4,096; then the groups, the lanes and up to a thousand chunks are joined in a like way.</summary>
    private const int LongestChain = 64 + 16 + 16;

    [Fact]
    public void Sums_of_squares_and_magnitudes()
    {
        foreach (int length in Lengths)
        {
            float[] x = TestNumbers.AwayFromZero(1, length);
            float[] sums = TestNumbers.OnEveryThreadCount(
                pool => [[Reductions.SumOfSquares(x, pool), Reductions.SumOfMagnitudes(x, pool)]], $"sums of {length}")[0];

            SumReference expected = new(2);
            foreach (float value in x)
            {
                expected.Add(0, (double)value * value);
                expected.Add(1, Math.Abs(value));
            }

            expected.AssertHolds(sums, $"sums of {length}", LongestChain);
        }
    }

    /// <summary>Sums in double precision lose no digit of so few floats: 24 bits and those of the number of terms are fewer than 53.</summary>
    [Fact]
    public void Sums_in_double_precision()
    {
        foreach (int length in Lengths)
        {
            float[] x = [.. TestNumbers.AwayFromZero(1, length).Select(value => MathF.Round(value * (1 << 23)) / (1 << 23))];
            Assert.Equal(x.Sum(value => (double)value), Reductions.SumInDouble(x));
        }
    }

    /// <summary>Rows in every group of four, in several blocks, and strips of columns with every ending.</summary>
    [Fact]
    public void Sums_of_columns()
    {
        System.Random random = new(71);
        (int, int)[] shapes =
        [
            (1, 1), (3, 7), (5, 16), (32, 10), (128, 256), (1000, 33), (20_000, 5), (7, 5000), (300, 700),
            .. Enumerable.Range(0, 60).Select(_ => (random.Next(0, 40), random.Next(1, 70))),
        ];
        foreach ((int rows, int columns) in shapes)
        {
            float[] x = TestNumbers.AwayFromZero(1, rows * columns);
            float[] sums = TestNumbers.OnEveryThreadCount(
                pool =>
                {
                    float[] made = new float[columns];
                    Reductions.ColumnSums(x, rows, made, pool);
                    return [made];
                },
                $"column sums of {rows} × {columns}")[0];

            SumReference expected = new(columns);
            for (int i = 0; i < x.Length; i++)
            {
                expected.Add(i % columns, x[i]);
            }

            // Groups of 64 rows and more, and up to 128 blocks.
            expected.AssertHolds(sums, $"column sums of {rows} × {columns}", longestChain: 64 + (rows / 256) + 128);
        }
    }

    [Fact]
    public void Nothing_beyond_the_spans_is_touched()
    {
        for (int length = 1; length < 140; length++)
        {
            using GuardedMemory x = new(length);
            using GuardedMemory sums = new(length);
            x.Span.Fill(-1f);
            Assert.Equal(length, Reductions.SumOfSquares(x.Span, WorkerPool.Get(1)));
            Assert.Equal(length, Reductions.SumOfMagnitudes(x.Span, WorkerPool.Get(1)));
            Assert.Equal(-length, Reductions.SumInDouble(x.Span));
            Reductions.ColumnSums(x.Span, 1, sums.Span, WorkerPool.Get(1));
            Assert.Equal(x.Span.ToArray(), sums.Span.ToArray());
        }
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused() =>
        Assert.Throws<ArgumentException>(() => Reductions.ColumnSums(new float[5], 2, new float[2], WorkerPool.Get(1)));

    [Fact]
    public void Reductions_allocate_nothing()
    {
        float[] x = new float[100_000];
        float[] columns = new float[100];
        var before = AllocatedBytes.Now;
        for (int repeat = 0; repeat < 20; repeat++)
        {
            if (repeat == 10)
            {
                before = AllocatedBytes.Now;
            }

            Reductions.SumOfSquares(x, WorkerPool.Get(2));
            Reductions.SumOfMagnitudes(x, WorkerPool.Get(2));
            Reductions.SumInDouble(x);
            Reductions.ColumnSums(x, 1000, columns, WorkerPool.Get(2));
        }

        before.AssertNoMore();
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void One_number_that_is_not_finite_is_found_wherever_it_lies(float value)
    {
        foreach (var length in (int[])[0, 1, 3, 16, 63, 64, 65, 150])
        {
            var numbers = TestNumbers.Uniform(length, length, float.MaxValue);
            Assert.False(Reductions.HasNonFinite(numbers));
            for (var i = 0; i < length; i++)
            {
                var finite = numbers[i];
                numbers[i] = value;
                Assert.True(Reductions.HasNonFinite(numbers), $"at {i} of {length}");
                numbers[i] = finite;
            }
        }
    }
}
