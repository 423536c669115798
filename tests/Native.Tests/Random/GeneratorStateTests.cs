using System.Buffers.Binary;
using System.Security.Cryptography;
using Interop.Native.Random;

namespace Interop.Native.Tests.Random;

public class GeneratorStateTests
{
    public static TheoryData<BernoulliStream, int> Places()
    {
        TheoryData<BernoulliStream, int> rows = [];
        foreach (BernoulliStream bernoulli in Enum.GetValues<BernoulliStream>())
        {
            foreach (int wordsBefore in new[] { 0, 1, 5, 623, 624, 625, 2000 })
            {
                rows.Add(bernoulli, wordsBefore);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void A_restored_generator_continues_bit_for_bit(BernoulliStream bernoulli, int wordsBefore)
    {
        foreach (int normals in new[] { 0, 1, 2 })
        {
            TorchGenerator generator = At(wordsBefore, normals, bernoulli);
            GeneratorState state = new(generator.Save().Bytes);
            float[] expected = Continue(generator);

            TorchGenerator restored = new(999);
            restored.FillNormal(new float[7], 0, 1);
            restored.Restore(state);
            Assert.Equal(generator.Seed, restored.Seed);
            Assert.Equal(bernoulli, restored.Bernoulli);
            Assert.Equal(expected, Continue(restored));
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void A_clone_continues_bit_for_bit_and_apart(BernoulliStream bernoulli, int wordsBefore)
    {
        TorchGenerator generator = At(wordsBefore, normals: 1, bernoulli);
        Generator clone = generator.Clone();
        float[] expected = Continue(generator);
        Assert.Equal(generator.Seed, clone.Seed);
        Assert.Equal(expected, Continue(clone));
    }

    [Fact]
    public void Any_damaged_byte_is_refused()
    {
        byte[] bytes = At(100, normals: 1).Save().Bytes.ToArray();
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x40;
            AssertRefused(bytes);
            bytes[i] ^= 0x40;
        }
    }

    [Fact]
    public void Any_other_length_is_refused()
    {
        byte[] bytes = At(100, normals: 1).Save().Bytes.ToArray();
        AssertRefused([]);
        AssertRefused(bytes[..8]);
        AssertRefused(bytes[..^1]);
        AssertRefused([.. bytes, 0]);
        Assert.Throws<InvalidDataException>(() => new GeneratorState(new byte[GeneratorState.MaxLength + 1]));
    }

    [Fact]
    public void Impossible_contents_are_refused_though_the_checksum_be_right()
    {
        AssertForgeryRefused(bytes => bytes[0] = (byte)'X');
        AssertForgeryRefused(bytes => WriteUInt32(bytes, 8, 2)); // version
        AssertForgeryRefused(bytes => WriteUInt32(bytes, 12, 2)); // Bernoulli stream
        AssertForgeryRefused(bytes => WriteUInt32(bytes, 24, 625)); // words left
        AssertForgeryRefused(bytes => WriteUInt32(bytes, 24, uint.MaxValue));
        AssertForgeryRefused(bytes => WriteUInt32(bytes, 28, 2)); // is a normal number kept
        AssertForgeryRefused(bytes => WriteUInt32(bytes, 28, 0)); // none kept, but a value
        foreach (double normal in new[] { double.NaN, double.PositiveInfinity, 8.7, -8.7 })
        {
            AssertForgeryRefused(bytes => BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(32), normal));
        }

        AssertForgeryRefused(bytes => bytes.AsSpan(40, 624 * sizeof(uint)).Clear());
        AssertForgeryRefused(bytes =>
        {
            // Only the lower 31 bits of the first word, which never count.
            bytes.AsSpan(40, 624 * sizeof(uint)).Clear();
            WriteUInt32(bytes, 40, 0x7fffffff);
        });
    }

    [Fact]
    public void A_genuine_checksum_over_unchanged_contents_is_accepted()
    {
        byte[] bytes = At(100, normals: 1).Save().Bytes.ToArray();
        Seal(bytes);
        TorchGenerator generator = new(0);
        generator.Restore(new GeneratorState(bytes));
        Assert.Equal(At(100, normals: 1).NextUInt32(), generator.NextUInt32());
    }

    private static TorchGenerator At(int wordsBefore, int normals, BernoulliStream bernoulli = BernoulliStream.MklMcg31)
    {
        TorchGenerator generator = new((1UL << 40) + 7, bernoulli);
        for (int i = 0; i < wordsBefore; i++)
        {
            generator.NextUInt32();
        }

        generator.FillNormal(new float[normals], 0, 1);
        return generator;
    }

    private static float[] Continue(Generator generator)
    {
        float[] values = new float[2003];
        generator.FillNormal(values.AsSpan(0, 3), 0, 1);
        generator.FillBernoulli(values.AsSpan(3, 1000), 0.7, 1f);
        generator.FillUniform(values.AsSpan(1003, 1000), 0f, 1f);
        return values;
    }

    private static void AssertForgeryRefused(Action<byte[]> forge)
    {
        byte[] bytes = At(100, normals: 1).Save().Bytes.ToArray();
        forge(bytes);
        Seal(bytes);
        AssertRefused(bytes);
    }

    private static void AssertRefused(byte[] bytes)
    {
        TorchGenerator generator = At(3, normals: 1);
        TorchGenerator untouched = At(3, normals: 1);
        Assert.Throws<InvalidDataException>(() => generator.Restore(new GeneratorState(bytes)));
        Assert.Equal(untouched.Save().Bytes, generator.Save().Bytes);
    }

    private static void Seal(byte[] bytes) => SHA256.HashData(bytes.AsSpan(..^32), bytes.AsSpan(^32..));

    private static void WriteUInt32(byte[] bytes, int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), value);
}
