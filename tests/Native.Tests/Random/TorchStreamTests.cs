using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Interop.Native.Random;

namespace Interop.Native.Tests.Random;

/// <summary>Every stream bit for bit as libtorch produced it.</summary>
public class TorchStreamTests
{
    public static TheoryData<ulong, string> SeedsAndKinds()
    {
        TheoryData<ulong, string> rows = [];
        foreach (TorchStreams.OfSeed recorded in TorchStreams.Recorded.Seeds)
        {
            foreach (string kind in recorded.Streams.Keys)
            {
                rows.Add(recorded.Seed, kind);
            }
        }

        return rows;
    }

    public static TheoryData<ulong> Seeds() => [.. TorchStreams.Recorded.Seeds.Select(recorded => recorded.Seed)];

    [Theory]
    [MemberData(nameof(SeedsAndKinds))]
    public void First_values_are_those_of_libtorch(ulong seed, string kind)
    {
        foreach ((string size, string words) in TorchStreams.Recorded.Of(seed).Streams[kind].First)
        {
            byte[] drawn = Draw(StartedAt(seed), kind, int.Parse(size));
            Assert.Equal(words, FirstWords(drawn));
        }
    }

    [Theory]
    [MemberData(nameof(SeedsAndKinds))]
    public void All_sizes_are_those_of_libtorch(ulong seed, string kind)
    {
        string hashes = string.Join(' ', TorchStreams.Recorded.Sizes.Select(size => ShortHash(Draw(StartedAt(seed), kind, size))));
        Assert.Equal(TorchStreams.Recorded.Of(seed).Streams[kind].Hashes, hashes);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_mixed_sequence_is_that_of_libtorch(ulong seed)
    {
        TorchGenerator generator = StartedAt(seed);
        string hashes = string.Join(' ', TorchStreams.Recorded.Sequence.Select(step => ShortHash(Draw(generator, step.Kind, step.Size))));
        Assert.Equal(TorchStreams.Recorded.Of(seed).Sequence, hashes);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Reseeding_starts_the_stream_anew_and_forgets_the_kept_normal_number(ulong seed)
    {
        TorchGenerator generator = StartedAt(77);
        generator.FillNormal(new float[3], 0, 1);
        generator.Reseed(seed);
        Assert.Equal(seed, generator.Seed);
        Assert.Equal(Draw(StartedAt(seed), "randn", 5), Draw(generator, "randn", 5));
    }

    [Fact]
    public void The_default_bernoulli_stream_changes_no_other_stream()
    {
        TorchGenerator generator = new(42);
        TorchStreams.Stream recorded = TorchStreams.Recorded.Of(42).Streams["randn"];
        Assert.Equal(BernoulliStream.MklMcg31, generator.Bernoulli);
        Assert.Equal(recorded.First["10001"], FirstWords(Draw(generator, "randn", 10001)));
    }

    private static TorchGenerator StartedAt(ulong seed) => new(seed, BernoulliStream.Mt19937);

    private static byte[] Draw(TorchGenerator generator, string kind, int size)
    {
        float[] values = new float[size];
        int[] whole = new int[size];
        switch (kind)
        {
            case "rand":
                generator.FillUniform(values, 0f, 1f);
                break;
            case "uniform(-0.3, 0.7)":
                generator.FillUniform(values, -0.3f, 0.7f);
                break;
            case "randn":
                generator.FillNormal(values, 0, 1);
                break;
            case "normal(1.5, 0.3)":
                generator.FillNormal(values, 1.5, 0.3);
                break;
            case "dropout(0.1)":
                Dropout(0.1);
                break;
            case "dropout(0.3)":
                Dropout(0.3);
                break;
            case "dropout(0.5)":
                Dropout(0.5);
                break;
            case "bernoulli(0.7)":
                generator.FillBernoulli(values, 0.7, 1f);
                break;
            case "randperm":
                generator.Permutation(whole);
                return Bytes(MemoryMarshal.Cast<int, uint>(whole));
            case "randint(100)":
                foreach (ref int value in whole.AsSpan())
                {
                    value = generator.NextInt(100);
                }

                return Bytes(MemoryMarshal.Cast<int, uint>(whole));
            default:
                throw new ArgumentException($"The recording holds a kind of stream unknown here: {kind}.", nameof(kind));
        }

        return Bytes(MemoryMarshal.Cast<float, uint>(values));

        void Dropout(double rate) => generator.FillBernoulli(values, 1 - rate, 1f / (float)(1 - rate));
    }

    private static byte[] Bytes(ReadOnlySpan<uint> words)
    {
        byte[] bytes = new byte[words.Length * sizeof(uint)];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), words[i]);
        }

        return bytes;
    }

    private static string ShortHash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];

    private static string FirstWords(byte[] bytes) => string.Join(
        ' ', bytes.Chunk(sizeof(uint)).Take(8).Select(word => $"{BinaryPrimitives.ReadUInt32LittleEndian(word):x8}"));
}
