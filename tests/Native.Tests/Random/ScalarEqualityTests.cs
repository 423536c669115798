using Interop.Native.Random;

namespace Interop.Native.Tests.Random;

/// <summary>The vectorised fillings equal the scalar definition bit for bit, from every place in a block of words.</summary>
public class ScalarEqualityTests
{
    private static readonly int[] Lengths = [.. Enumerable.Range(0, 70), 311, 312, 313, 623, 624, 625, 1249, 5000];
    private static readonly int[] WordsBefore = [0, 1, 2, 15, 16, 17, 31, 600, 622, 623, 624, 625];

    public static TheoryData<double> Probabilities() =>
        [0, double.Epsilon, 1e-9, 0.1, 0.3, 1.0 / 3, 0.5, 0.7, 0.9, Math.BitDecrement(1.0), 1];

    [Fact]
    public void Words()
    {
        TorchGenerator generator = new(5489);
        ScalarTorchRandom expected = new(5489);
        for (int i = 0; i < 10000; i++)
        {
            Assert.Equal(expected.Word(), generator.NextUInt32());
        }
    }

    [Fact]
    public void The_ten_thousandth_word_is_that_of_the_cpp_standard()
    {
        // ISO C++ [rand.predef]: the 10000th invocation of a default-constructed mt19937 (seed 5489) gives 4123659995.
        TorchGenerator generator = new(5489);
        uint word = 0;
        for (int i = 0; i < 10000; i++)
        {
            word = generator.NextUInt32();
        }

        Assert.Equal(4123659995u, word);
    }

    [Fact]
    public void Uniform() => Compare(
        (generator, values) => generator.FillUniform(values, -0.3f, 0.7f),
        (scalar, count) => scalar.Uniform(count, -0.3f, 0.7f));

    [Fact]
    public void Normal() => Compare(
        (generator, values) => generator.FillNormal(values, 1.5, 0.3),
        (scalar, count) => scalar.Normal(count, 1.5, 0.3));

    [Theory]
    [MemberData(nameof(Probabilities))]
    public void Bernoulli_from_Mcg31(double keepProbability) => Compare(
        (generator, mask) => generator.FillBernoulli(mask, keepProbability, 1.25f),
        (scalar, count) => scalar.BernoulliMkl(count, keepProbability, 1.25f));

    [Theory]
    [MemberData(nameof(Probabilities))]
    public void Bernoulli_from_Mt19937(double keepProbability) => Compare(
        (generator, mask) => generator.FillBernoulli(mask, keepProbability, 1.25f),
        (scalar, count) => scalar.BernoulliMt19937(count, keepProbability, 1.25f),
        BernoulliStream.Mt19937);

    [Fact]
    public void Single_draws()
    {
        TorchGenerator generator = new(7);
        ScalarTorchRandom scalar = new(7);
        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal(scalar.LongWord(), generator.NextUInt64());
            Assert.Equal(scalar.Single(), generator.NextSingle());
            Assert.Equal(scalar.Double(), generator.NextDouble());
        }
    }

    private static void Compare(
        Action<TorchGenerator, float[]> fill,
        Func<ScalarTorchRandom, int, float[]> define,
        BernoulliStream bernoulli = BernoulliStream.MklMcg31)
    {
        foreach (int before in WordsBefore)
        {
            TorchGenerator generator = new(42, bernoulli);
            ScalarTorchRandom scalar = new(42);
            for (int i = 0; i < before; i++)
            {
                generator.NextUInt32();
                scalar.Word();
            }

            foreach (int length in Lengths)
            {
                float[] values = new float[length];
                fill(generator, values);
                Assert.Equal(define(scalar, length), values);
            }

            Assert.Equal(scalar.Word(), generator.NextUInt32());
        }
    }
}
