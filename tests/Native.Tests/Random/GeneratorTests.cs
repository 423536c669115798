using Interop.Native.Random;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Random;

/// <summary>What the base class makes of the words of any generator, and the conditions on parameters.</summary>
public class GeneratorTests
{
    private const int Many = 100_000;

    public static TheoryData<string> Kinds() => ["counting", "torch"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Uniform_numbers_fill_their_interval(string kind)
    {
        float[] values = new float[Many];
        Make(kind).FillUniform(values, -2f, 3f);
        Assert.All(values, value => Assert.InRange(value, -2f, 3f));
        Assert.Equal(0.5, values.Average(), 0.02);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Normal_numbers_have_their_mean_and_deviation(string kind)
    {
        float[] values = new float[Many + 1];
        Make(kind).FillNormal(values, 1.5, 0.3);
        double mean = values.Average();
        Assert.Equal(1.5, mean, 0.005);
        Assert.Equal(0.3, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), 0.005);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Masks_keep_their_share(string kind)
    {
        float[] mask = new float[Many];
        Make(kind).FillBernoulli(mask, 0.7, 1.25f);
        Assert.All(mask, element => Assert.True(element is 0f or 1.25f));
        Assert.Equal(0.7, mask.Count(element => element != 0) / (double)Many, 0.01);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_permutation_holds_every_index_once(string kind)
    {
        foreach (int length in new[] { 0, 1, 2, 1000 })
        {
            int[] order = new int[length];
            Make(kind).Permutation(order);
            Assert.Equal(Enumerable.Range(0, length), order.Order());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Whole_numbers_stay_below_the_bound(string kind)
    {
        Generator generator = Make(kind);
        int[] counts = new int[7];
        for (int i = 0; i < Many; i++)
        {
            counts[generator.NextInt(7)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, Many / 7 - 700, Many / 7 + 700));
        Assert.InRange(generator.NextInt(int.MaxValue), 0, int.MaxValue - 1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_restored_or_cloned_generator_continues(string kind)
    {
        Generator generator = Make(kind);
        generator.NextUInt64();
        GeneratorState state = generator.Save();
        Generator clone = generator.Clone();
        ulong next = generator.NextUInt64();
        generator.Restore(state);
        Assert.Equal(next, generator.NextUInt64());
        Assert.Equal(next, clone.NextUInt64());
    }

    [Fact]
    public void A_state_of_another_kind_is_refused() =>
        Assert.Throws<InvalidDataException>(() => Make("torch").Restore(Make("counting").Save()));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Parameters_are_checked(string kind)
    {
        Generator generator = Make(kind);
        float[] values = new float[4];
        Assert.Throws<ArgumentOutOfRangeException>("to", () => generator.FillUniform(values, 1f, 0f));
        Assert.Throws<ArgumentOutOfRangeException>("to", () => generator.FillUniform(values, float.NaN, 1f));
        Assert.Throws<ArgumentOutOfRangeException>("to", () => generator.FillUniform(values, 0f, float.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>("to", () => generator.FillUniform(values, -float.MaxValue, float.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>("std", () => generator.FillNormal(values, 0, -1));
        Assert.Throws<ArgumentOutOfRangeException>("std", () => generator.FillNormal(values, 0, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("std", () => generator.FillNormal(values, double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>("keepProbability", () => generator.FillBernoulli(values, -0.1, 1f));
        Assert.Throws<ArgumentOutOfRangeException>("keepProbability", () => generator.FillBernoulli(values, 1.1, 1f));
        Assert.Throws<ArgumentOutOfRangeException>("keepProbability", () => generator.FillBernoulli(values, double.NaN, 1f));
        Assert.Throws<ArgumentOutOfRangeException>("exclusiveMax", () => generator.NextInt(0));
        Assert.All(values, value => Assert.Equal(0f, value));
    }

    [Fact]
    public void An_unknown_bernoulli_stream_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>("bernoulli", () => new TorchGenerator(1, (BernoulliStream)2));

    [Fact]
    public void Drawing_allocates_nothing()
    {
        float[] values = new float[5000];
        int[] order = new int[500];
        TorchGenerator mkl = new(1);
        TorchGenerator mt19937 = new(1, BernoulliStream.Mt19937);
        DrawAll();
        var before = AllocatedBytes.Now;
        for (int i = 0; i < 10; i++)
        {
            DrawAll();
        }

        before.AssertNoMore();

        void DrawAll()
        {
            mkl.FillUniform(values, -1f, 1f);
            mkl.FillNormal(values, 0, 1);
            mkl.FillNormal(values.AsSpan(0, 7), 0, 1);
            mkl.FillBernoulli(values, 0.7, 1f);
            mt19937.FillBernoulli(values, 0.7, 1f);
            mkl.Permutation(order);
            mkl.NextDouble();
            mkl.Reseed(2);
        }
    }

    private static Generator Make(string kind) => kind == "torch" ? new TorchGenerator(8) : new CountingGenerator(8);
}
