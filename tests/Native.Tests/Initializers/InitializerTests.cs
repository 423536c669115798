using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Initializers;

/// <summary>The formulas of the decks and of Keras, edge cases, and what all initializers promise.</summary>
public class InitializerTests
{
    private static readonly Shape Wide = new(300, 200);

    public static TheoryData<string> Names() => [.. InitializerNames.All];

    // Keras 3: glorot √(2/(in+out)), he √(2/in), lecun √(1/in), for uniform distributions limit/√3; random_* and truncated_normal 0.05.
    public static TheoryData<string, double> Deviations() => new()
    {
        { "glorot_normal", Math.Sqrt(2.0 / 500) },
        { "glorot_uniform", Math.Sqrt(6.0 / 500) / Math.Sqrt(3) },
        { "he_normal", Math.Sqrt(2.0 / 200) },
        { "he_uniform", Math.Sqrt(6.0 / 200) / Math.Sqrt(3) },
        { "lecun_normal", Math.Sqrt(1.0 / 200) },
        { "lecun_uniform", Math.Sqrt(3.0 / 200) / Math.Sqrt(3) },
        { "ones", 0 },
        { "random_normal", 0.05 },
        { "random_uniform", 0.05 / Math.Sqrt(3) },
        { "truncated_normal", 0.05 * 0.87962566 },
        { "zeros", 0 },
    };

    [Theory]
    [MemberData(nameof(Deviations))]
    public void Deviations_are_those_of_Keras(string name, double deviation)
    {
        var values = Fill(InitializerNames.Find(name), Wide);
        var mean = values.Average();
        Assert.Equal(name == "ones" ? 1 : 0, mean, 1e-2);

        // 60,000 draws: the deviation's own error is about 0.3 %.
        Assert.Equal(deviation, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), 0.015 * deviation + 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_initializer_repeats_its_values_and_takes_any_kernel(string name)
    {
        foreach (var shape in new Shape[] { new(3, 4), new(1, 1), new(2, 3, 3, 3), new(0, 4) })
        {
            Assert.Equal(Fill(name, shape), Fill(name, shape));
            Assert.All(Fill(name, shape), value => Assert.True(float.IsFinite(value)));
        }
    }

    [Fact]
    public void Glorot_of_the_lecture_divides_standard_normal_numbers_by_the_root_of_the_inputs()
    {
        var standard = Fill(new RandomNormal(), Wide);
        var lecture = Fill(new GlorotNormal(convention: GlorotConvention.Lecture), Wide);
        Tolerance.Float32.AssertClose([.. standard.Select(value => value * Math.Sqrt(1.0 / 200))], lecture, "N(0, 1)·√(1/n)");
    }

    [Fact]
    public void Small_normal_numbers_of_the_lecture_are_scaled_standard_normal_ones()
    {
        var standard = Fill(new RandomNormal(), Wide);
        var small = Fill(new RandomNormal(0.01), Wide);
        Tolerance.Float32.AssertClose([.. standard.Select(value => value * 0.01)], small, "N(0, 1)·scale");
    }

    [Fact]
    public void Glorot_uniform_stays_within_the_limit_and_reaches_for_it()
    {
        var limit = Math.Sqrt(6.0 / 500);
        var values = Fill(new GlorotUniform(), Wide);
        Assert.InRange(values.Max(Math.Abs), 0.999 * limit, (float)limit);
    }

    [Fact]
    public void A_truncated_tail_ends_two_wider_deviations_out()
    {
        var bound = 2 * Math.Sqrt(2.0 / 200) / 0.87962566103423978;
        var values = Fill(KaimingNormal.He, Wide);
        Assert.InRange(values.Max(Math.Abs), 0.99 * bound, bound * (1 + 1e-6));
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(3, 8)]
    [InlineData(8, 3)]
    public void Orthogonal_rows_or_columns_are_orthonormal(int rows, int columns)
    {
        var values = Fill(new Orthogonal(2), new Shape(rows, columns));
        var count = Math.Min(rows, columns);
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                var dot = rows <= columns
                    ? Enumerable.Range(0, columns).Sum(k => (double)values[(i * columns) + k] * values[(j * columns) + k])
                    : Enumerable.Range(0, rows).Sum(k => (double)values[(k * columns) + i] * values[(k * columns) + j]);
                Assert.Equal(i == j ? 4 : 0, dot, 1e-5);
            }
        }
    }

    [Fact]
    public void Orthogonal_refuses_a_bias() =>
        Assert.Contains("two axes", Assert.Throws<ArgumentException>(() => Fill(new Orthogonal(), new Shape(3))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.84134474606854293)]
    [InlineData(-1, 0.15865525393145705)]
    [InlineData(1.959963984540054, 0.975)]
    [InlineData(-3, 0.0013498980316300946)]
    [InlineData(-5, 2.866515718791939e-07)]
    [InlineData(-8, 6.220960574271785e-16)]
    [InlineData(4.5, 0.99999660232687526)]
    public void The_normal_distribution_is_exact_to_double_precision(double x, double expected)
    {
        // Computed with scipy.stats.norm.cdf.
        Assert.Equal(expected, NormalDistribution.Cumulative(x), 1e-14 * Math.Max(expected, 1e-3));
        if (x > -5)
        {
            Assert.Equal(x, NormalDistribution.Quantile((2 * expected) - 1), 1e-9);
        }
    }

    [Fact]
    public void A_name_stands_for_an_initializer()
    {
        var network = new Sequential(new Dense(4, kernelInitializer: "ones", biasInitializer: "zeros"));
        network.Build(new Shape(3));
        Assert.All(network.StateDict()["0.weight"].ToArray(), value => Assert.Equal(1f, value));
        var error = Assert.Throws<ArgumentException>(() => new Dense(4, kernelInitializer: "he"));
        Assert.Contains("he_normal", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomNormal(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomUniform(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TruncatedNormal(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TruncatedNormal(1, 0, 2, -2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GlorotUniform(double.NaN));
    }

    private static float[] Fill(Initializer initializer, Shape shape)
    {
        var values = new Tensor(shape);
        initializer.Fill(values, Fans.Of(shape), new TorchGenerator(3));
        return values.ToArray();
    }
}
