using Interop.Native.Kernels;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Kernels;

public class ReductionsTests
{
    /// <summary>Every ending of a block of virtual lanes, and the lengths around chunks and pieces.</summary>
    private static int[] Lengths => [.. Enumerable.Range(0, 140), 4095, 4096, 4097, 65535, 65537, 200001];

    [Fact]
    public void Sums_products_and_maxima()
    {
        foreach (int length in Lengths)
        {
            float[] x = TestNumbers.Uniform(1, length);
            float[] y = TestNumbers.Uniform(2, length);
            WorkerPool pool = WorkerPool.Get(1 + (length % 3));

            // Terms are below one, partial sums of random signs around √length.
            double tolerance = 1e-7 * (1 + length);
            Assert.Equal(x.Sum(value => (double)value), Reductions.Sum(x, pool), tolerance);
            Assert.Equal(x.Sum(value => (double)value * value), Reductions.SumOfSquares(x, pool), tolerance);
            Assert.Equal(x.Zip(y, (left, right) => (double)left * right).Sum(), Reductions.Dot(x, y, pool), tolerance);
            if (length > 0)
            {
                Assert.Equal(x.Max(), Reductions.Max(x, pool));
            }
        }
    }

    [Fact]
    public void Thread_counts_do_not_change_the_bits()
    {
        float[] x = TestNumbers.Uniform(1, 500_000);
        float[] y = TestNumbers.Uniform(2, 500_000);
        uint[] alone = AllReductions(x, y, threads: 1);

        Assert.All(TestNumbers.ThreadCounts, threads => Assert.Equal(alone, AllReductions(x, y, threads.Data)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(5, 16)]
    [InlineData(32, 10)]
    [InlineData(128, 256)]
    [InlineData(1000, 33)]
    [InlineData(20000, 5)]
    [InlineData(7, 5000)]
    [InlineData(300, 700)]
    public void Rows_and_columns(int rows, int columns)
    {
        float[] x = TestNumbers.Uniform(1, rows * columns);
        float[] rowSums = new float[rows];
        float[] rowMaxima = new float[rows];
        float[] columnSums = new float[columns];
        Reductions.RowSums(x, columns, rowSums, WorkerPool.Get(2));
        Reductions.RowMaxima(x, columns, rowMaxima, WorkerPool.Get(2));
        Reductions.ColumnSums(x, rows, columnSums, WorkerPool.Get(2));

        for (int row = 0; row < rows; row++)
        {
            Assert.Equal(Reductions.Sum(x.AsSpan(row * columns, columns), WorkerPool.Get(1)), rowSums[row]);
            Assert.Equal(Reductions.Max(x.AsSpan(row * columns, columns), WorkerPool.Get(1)), rowMaxima[row]);
        }

        for (int column = 0; column < columns; column++)
        {
            double expected = Enumerable.Range(0, rows).Sum(row => (double)x[(row * columns) + column]);
            Assert.Equal(expected, columnSums[column], 1e-7 * (1 + rows));
        }
    }

    [Fact]
    public void The_maximum_of_NaN_is_NaN_wherever_it_stands()
    {
        for (int length = 1; length < 70; length++)
        {
            for (int position = 0; position < length; position++)
            {
                float[] x = TestNumbers.Uniform(1, length);
                x[position] = float.NaN;
                Assert.True(float.IsNaN(Reductions.Max(x, WorkerPool.Get(1))));
            }
        }

        Assert.Equal(float.NegativeInfinity, Reductions.Max([float.NegativeInfinity], WorkerPool.Get(1)));
        Assert.False(float.IsNegative(Reductions.Max([-0f, 0f, -0f], WorkerPool.Get(1))));
    }

    [Fact]
    public void Nothing_beyond_the_spans_is_touched()
    {
        for (int length = 1; length < 140; length++)
        {
            using GuardedMemory x = new(length);
            using GuardedMemory sums = new(length);
            x.Span.Fill(1f);
            Assert.Equal(length, Reductions.Sum(x.Span, WorkerPool.Get(1)));
            Assert.Equal(length, Reductions.Dot(x.Span, x.Span, WorkerPool.Get(1)));
            Assert.Equal(1f, Reductions.Max(x.Span, WorkerPool.Get(1)));
            Reductions.ColumnSums(x.Span, 1, sums.Span, WorkerPool.Get(1));
            Assert.Equal(x.Span.ToArray(), sums.Span.ToArray());
        }
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Reductions.Dot(new float[2], new float[3], WorkerPool.Get(1)));
        Assert.Throws<ArgumentException>(() => Reductions.Max([], WorkerPool.Get(1)));
        Assert.Throws<ArgumentException>(() => Reductions.RowSums(new float[5], 2, new float[2], WorkerPool.Get(1)));
        Assert.Throws<ArgumentException>(() => Reductions.RowMaxima([], 0, new float[2], WorkerPool.Get(1)));
        Assert.Throws<ArgumentException>(() => Reductions.ColumnSums(new float[5], 2, new float[2], WorkerPool.Get(1)));
    }

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

            Reductions.Sum(x, WorkerPool.Get(2));
            Reductions.Max(x, WorkerPool.Get(2));
            Reductions.ColumnSums(x, 1000, columns, WorkerPool.Get(2));
        }

        before.AssertNoMore();
    }

    private static uint[] AllReductions(float[] x, float[] y, int threads)
    {
        WorkerPool pool = WorkerPool.Get(threads);
        float[] rows = new float[1000];
        float[] maxima = new float[1000];
        float[] columns = new float[500];
        Reductions.RowSums(x, 500, rows, pool);
        Reductions.RowMaxima(x, 500, maxima, pool);
        Reductions.ColumnSums(x, 1000, columns, pool);
        return TestNumbers.Bits(
            [Reductions.Sum(x, pool), Reductions.SumOfSquares(x, pool), Reductions.Dot(x, y, pool), Reductions.Max(x, pool), .. rows, .. maxima, .. columns]);
    }
}
