using Interop.Native.Kernels;

namespace Interop.Native.Tests.Kernels;

/// <summary>Pooling forwards and backwards against plain loops over the windows: largest elements exactly, sums within the budget of <see cref="SumReference"/>.</summary>
public class PoolingKernelTests
{
    /// <summary>The kernels take one thread up to this many elements under windows.</summary>
    private const int OneThread = 64 * 1024;

    public static TheoryData<int, int, int> Sizes => new()
    {
        // examples, elements under windows at least and at most
        { 100, 1, 10_000 },
        { 6, 2 * OneThread, 4 * OneThread },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_largest_element_and_where_it_was(int examples, int fewest, int most)
    {
        System.Random random = new(31);
        for (var repeat = 0; repeat < examples; repeat++)
        {
            var (window, samples) = Draw(random, fewest, most, mayDilate: true);
            var x = TestNumbers.AwayFromZero(random.Next(), samples * window.InputSize);
            if (repeat % 2 == 0)
            {
                // Four values only, so that many are equal.
                x = [.. x.Select(value => MathF.Round(value * 3))];
            }

            var dy = TestNumbers.AwayFromZero(random.Next(), samples * window.OutputSize);
            var results = TestNumbers.OnEveryThreadCount(pool => LargestBy(window, samples, x, dy, pool), window.ToString());

            var largest = new float[dy.Length];
            var taps = new float[dy.Length];
            var from = new int[dy.Length];
            Array.Fill(largest, float.NegativeInfinity);
            Array.Fill(taps, -1);
            Array.Fill(from, -1);
            foreach (var (input, tap, output) in WindowReference.Pairs(window, samples))
            {
                if (x[input] > largest[output])
                {
                    (largest[output], taps[output], from[output]) = (x[input], tap, input);
                }
            }

            SumReference dx = new(x.Length);
            for (var i = 0; i < dy.Length; i++)
            {
                if (from[i] >= 0)
                {
                    dx.Add(from[i], dy[i]);
                }
            }

            Assert.Equal(largest, results[0]);
            Assert.Equal(largest, results[1]);
            Assert.Equal(taps, results[2]);
            dx.AssertHolds(results[3], $"input gradient of {window}");
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_mean(int examples, int fewest, int most)
    {
        System.Random random = new(32);
        for (var repeat = 0; repeat < examples; repeat++)
        {
            var (window, samples) = Draw(random, fewest, most, mayDilate: false);
            AssertMean(window, samples, new PoolingDivisor(repeat % 5 == 0 ? 7 : null, repeat % 2 == 0), random);
        }
    }

    /// <summary>One window over everything, which is summed in groups and blocks.</summary>
    [Theory]
    [InlineData(5, 9, 3)]
    [InlineData(40, 50, 17)]
    [InlineData(3, 700, 33)]
    public void The_mean_of_everything(int height, int width, int channels)
    {
        WindowGeometry window = new(WindowAxis.None, new(height, height, 1, 1, 0, 0, 1), new(width, width, 1, 1, 0, 0, 1), channels);
        AssertMean(window, 3, new PoolingDivisor(null, false), new System.Random(33));
    }

    private static void AssertMean(WindowGeometry window, int samples, PoolingDivisor divisor, System.Random random)
    {
        var x = TestNumbers.AwayFromZero(random.Next(), samples * window.InputSize);
        var dy = TestNumbers.AwayFromZero(random.Next(), samples * window.OutputSize);
        var results = TestNumbers.OnEveryThreadCount(pool => MeansBy(window, samples, divisor, x, dy, pool), window.ToString());

        double[] divided = [.. dy.Select((gradient, i) => gradient / (double)WindowReference.Count(window, divisor, i))];
        SumReference mean = new(dy.Length);
        SumReference dx = new(x.Length);
        foreach (var (input, _, output) in WindowReference.Pairs(window, samples))
        {
            mean.Add(output, x[input]);
            dx.Add(input, divided[output]);
        }

        for (var i = 0; i < mean.Length; i++)
        {
            mean.Scale(i, 1.0 / WindowReference.Count(window, divisor, i));
        }

        mean.AssertHolds(results[0], $"mean of {window}, {divisor}");
        dx.AssertHolds(results[1], $"input gradient of {window}, {divisor}");
    }

    private static float[][] LargestBy(WindowGeometry window, int samples, float[] x, float[] dy, WorkerPool pool)
    {
        var (alone, largest, taps, dx) = (new float[dy.Length], new float[dy.Length], new float[dy.Length], new float[x.Length]);
        MaxPoolingKernel.Forward(window, samples, x, alone, default, pool);
        MaxPoolingKernel.Forward(window, samples, x, largest, taps, pool);
        MaxPoolingKernel.Backward(window, samples, dy, taps, dx, pool);
        return [alone, largest, taps, dx];
    }

    private static float[][] MeansBy(WindowGeometry window, int samples, PoolingDivisor divisor, float[] x, float[] dy, WorkerPool pool)
    {
        var (mean, dx) = (new float[dy.Length], new float[x.Length]);
        AveragePoolingKernel.Forward(window, samples, divisor, x, mean, pool);

        // The kernel divides the gradient where it lies.
        AveragePoolingKernel.Backward(window, samples, divisor, [.. dy], dx, pool);
        return [mean, dx];
    }

    private static (WindowGeometry Window, int Samples) Draw(System.Random random, int fewest, int most, bool mayDilate)
    {
        while (true)
        {
            var axes = random.Next(1, 4);
            WindowGeometry window = new(
                axes > 2 ? Axis(random, 6, mayDilate) : WindowAxis.None,
                axes > 1 ? Axis(random, 20, mayDilate) : WindowAxis.None,
                Axis(random, 24, mayDilate),
                random.Next(1, random.Next(3) == 0 ? 80 : 20));
            var samples = random.Next(1, 6);
            if ((long)samples * window.OutputSize * window.Taps is var terms && terms >= fewest && terms <= most)
            {
                return (window, samples);
            }
        }
    }

    private static WindowAxis Axis(System.Random random, int most, bool mayDilate)
    {
        while (true)
        {
            var (window, stride, dilation) = (random.Next(1, 5), random.Next(1, 4), mayDilate ? random.Next(1, 3) : 1);
            var (before, after) = (random.Next(0, (window / 2) + 1), random.Next(0, (window / 2) + 1));
            var input = random.Next(1, most + 1);
            var output = WindowAxis.OutputOf(input, WindowAxis.SpanOf(window, dilation), stride, before, after, ceilMode: random.Next(2) == 0);
            if (output > 0)
            {
                return new(input, window, stride, dilation, before, after, output);
            }
        }
    }
}
