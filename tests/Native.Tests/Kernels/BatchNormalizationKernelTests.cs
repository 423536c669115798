using Interop.Native.Kernels;

namespace Interop.Native.Tests.Kernels;

/// <summary>
/// Batch normalization and what else works feature by feature, against plain loops in float64 within the budget of <see cref="SumReference"/>: features side by
/// side ("columns"), and each feature's values side by side ("runs").
/// </summary>
public class BatchNormalizationKernelTests
{
    /// <summary>Outer, count, inner: every ending; several blocks; and enough for several pieces of work, which threads share.</summary>
    public static TheoryData<int, int, int> Views
    {
        get
        {
            TheoryData<int, int, int> views = new() { { 1, 1, 1 }, { 2, 3, 1 }, { 700, 70, 1 }, { 300, 257, 1 }, { 9000, 5, 1 }, { 6, 33, 300 }, { 40, 7, 129 }, { 3, 5, 20_000 } };
            System.Random random = new(51);
            for (var repeat = 0; repeat < 40; repeat++)
            {
                views.Add(random.Next(2, repeat % 4 == 0 ? 400 : 30), random.Next(1, 40), repeat % 2 == 0 ? 1 : random.Next(2, 70));
            }

            return views;
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Means_and_variances(int outer, int count, int inner)
    {
        FeatureView view = new(outer, count, inner);
        foreach (var center in (float[])[0f, 100f])
        {
            float[] x = [.. TestNumbers.AwayFromZero(1, outer * count * inner).Select(value => value + center)];
            var results = TestNumbers.OnEveryThreadCount(
                pool =>
                {
                    float[][] moments = [new float[count], new float[count], new float[count]];
                    BatchNormalizationKernel.Statistics(view, x, moments[0], moments[1], moments[2], pool);
                    return moments;
                },
                view.ToString());

            var means = new double[count];
            Each(view, (feature, i) => means[feature] += (double)x[i] / view.PerFeature);
            SumReference excess = new(count);
            SumReference variance = new(count);
            Each(view, (feature, i) =>
            {
                var deviation = x[i] - means[feature];
                excess.Add(feature, deviation / view.PerFeature);
                variance.Add(feature, deviation * deviation / view.PerFeature);
            });

            // Deviations, not values, bound the error of the mean: what rounding takes from it is handed out beside it.
            for (var feature = 0; feature < count; feature++)
            {
                var off = results[0][feature] + (double)results[1][feature] - means[feature];
                var rounding = Math.ScaleB(Math.Abs(means[feature]), -46);
                Assert.True(Math.Abs(off) <= excess.Budget(feature) + rounding, $"mean {feature} of {view} about {center} is {off:G3} off.");
            }

            variance.AssertHolds(results[2], $"variance of {view} about {center}");
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Normalized_values_and_gradients(int outer, int count, int inner)
    {
        FeatureView view = new(outer, count, inner);
        var (x, dy) = (TestNumbers.AwayFromZero(1, outer * count * inner), TestNumbers.AwayFromZero(2, outer * count * inner));
        var (mean, factor, shift, slope) = (Of(3), Of(4), Of(5), Of(6));
        var results = TestNumbers.OnEveryThreadCount(
            pool =>
            {
                float[][] made = [new float[x.Length], new float[count], new float[count], new float[x.Length]];
                BatchNormalizationKernel.Normalize(view, x, mean, factor, shift, made[0], pool);
                BatchNormalizationKernel.GradientSums(view, x, mean, dy, made[1], made[2], pool);
                BatchNormalizationKernel.InputGradient(view, x, mean, factor, shift, slope, dy, made[3], pool);
                return made;
            },
            view.ToString());

        SumReference y = new(x.Length);
        SumReference sum = new(count);
        SumReference dot = new(count);
        SumReference dx = new(x.Length);
        Each(view, (feature, i) =>
        {
            var deviation = (double)x[i] - mean[feature];
            y.Add(i, deviation * factor[feature]);
            y.Add(i, shift[feature]);
            sum.Add(feature, dy[i]);
            dot.Add(feature, dy[i] * deviation);
            dx.Add(i, dy[i] * (double)factor[feature]);
            dx.Add(i, -shift[feature] * (double)factor[feature]);
            dx.Add(i, -deviation * slope[feature] * factor[feature]);
        });
        y.AssertHolds(results[0], $"y of {view}");
        sum.AssertHolds(results[1], $"Σ dy of {view}");
        dot.AssertHolds(results[2], $"Σ dy (x − mean) of {view}");
        dx.AssertHolds(results[3], $"dx of {view}");

        float[] Of(int seed) => TestNumbers.AwayFromZero(seed, count);
    }

    [Fact]
    public void Inverse_deviations_are_rounded_once()
    {
        for (var length = 0; length < 40; length++)
        {
            float[] variance = [.. TestNumbers.AwayFromZero(length, length).Select(MathF.Abs)];
            var inverse = new float[length];
            BatchNormalizationKernel.InverseDeviations(variance, 1e-5, inverse);
            Assert.Equal(variance.Select(value => (float)(1 / Math.Sqrt(value + 1e-5))), inverse);
        }
    }

    /// <summary>The kernels without sums over lanes: each element is what a scalar makes of it, to the bit.</summary>
    [Theory]
    [MemberData(nameof(Views))]
    public void Means_taken_deviations_divided_and_slopes(int outer, int count, int inner)
    {
        FeatureView view = new(outer, count, inner);
        var (x, dy) = (TestNumbers.AwayFromZero(1, outer * count * inner), TestNumbers.AwayFromZero(2, outer * count * inner));
        var (mean, deviation) = (TestNumbers.AwayFromZero(3, count), TestNumbers.AwayFromZero(4, count));
        var (y, dx, rectified, rectifiedGradient, slopes) = (new float[x.Length], new float[x.Length], new float[x.Length], new float[x.Length], new float[count]);
        FeatureNormalization.Forward(view, x, mean, deviation, y);
        FeatureNormalization.Backward(view, dy, new float[count], deviation, dx);
        ParametricSlope.Forward(view, x, mean, rectified);
        ParametricSlope.Backward(view, x, mean, dy, rectifiedGradient, slopes);

        SumReference slopeGradient = new(count);
        Each(view, (feature, i) =>
        {
            Assert.Equal((x[i] - mean[feature]) / deviation[feature], y[i]);
            Assert.Equal(dy[i] / deviation[feature], dx[i]);
            Assert.Equal(x[i] > 0 ? x[i] : mean[feature] * x[i], rectified[i]);
            Assert.Equal(x[i] > 0 ? dy[i] : mean[feature] * dy[i], rectifiedGradient[i]);
            slopeGradient.Add(feature, x[i] > 0 ? 0 : (double)dy[i] * x[i]);
        });
        slopeGradient.AssertHolds(slopes, $"slopes of {view}");
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Channels_times_factors_of_their_sample(int outer, int count, int inner)
    {
        // Channels-first: a run for each channel of each sample; or channels-last, with some points of space to each sample.
        var samples = inner > 1 ? outer : (int[])[4, 3, 2, 1] is var some ? some.First(share => outer % share == 0) : 1;
        var source = TestNumbers.AwayFromZero(1, outer * count * inner);
        var factors = TestNumbers.AwayFromZero(2, samples * count);
        var target = new float[source.Length];
        ChannelScale.Run(new FeatureView(outer, count, inner), samples, factors, source, target);
        for (var i = 0; i < source.Length; i++)
        {
            var sample = i / (source.Length / samples);
            Assert.Equal(source[i] * factors[(sample * count) + (i / inner % count)], target[i]);
        }
    }

    /// <summary>Visits every element with its feature.</summary>
    private static void Each(FeatureView view, Action<int, int> visit)
    {
        for (var i = 0; i < view.Outer * view.Count * view.Inner; i++)
        {
            visit(i / view.Inner % view.Count, i);
        }
    }
}
