using Interop.Native.Random;

namespace Interop.Native.Tests.Random;

public class Mcg31Tests
{
    [Fact]
    public void The_mask_is_the_one_published_for_an_official_build()
    {
        // torch.manual_seed(123); torch.nn.Dropout(0.5)(torch.ones(6, 6)) on an official Linux x86-64 build, as
        // published in rasbt/LLMs-from-scratch, issue 57.
        const string published = "111111 010000 001010 110001 100001 010000";
        float[] mask = new float[36];
        new TorchGenerator(123).FillBernoulli(mask, 0.5, 2f);
        Assert.Equal(published.Replace(" ", "", StringComparison.Ordinal).Select(digit => digit == '1' ? 2f : 0f), mask);
    }

    [Fact]
    public void The_first_draw_is_the_seed()
    {
        Assert.Equal(1u, new Mcg31(1).Current);
        Assert.Equal(1132489760u, new Mcg31(1).Skip(1).Current);
        Assert.Equal(2147483646u, new Mcg31(2147483646).Current);
        Assert.Equal(2u, new Mcg31(2147483649).Current);
    }

    [Fact]
    public void A_seed_of_zero_means_one()
    {
        foreach (Mcg31 stream in new[] { new(0), new(2147483647), new Mcg31(4294967294), default })
        {
            Assert.Equal(1u, stream.Current);
        }
    }

    [Fact]
    public void Skipping_is_drawing()
    {
        ulong x = 12345;
        for (int count = 0; count < 1000; count++)
        {
            Assert.Equal((uint)x, new Mcg31(12345).Skip(count).Current);
            x = x * 1132489760 % 2147483647;
        }
    }

    [Fact]
    public void Skipping_far_adds_up()
    {
        Mcg31 stream = new(987654321);
        Assert.Equal(stream.Current, stream.Skip(2147483646).Current); // the period
        Assert.Equal(stream.Skip(3_000_000_007).Skip(1L << 50).Current, stream.Skip(3_000_000_007 + (1L << 50)).Current);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Skip(-1));
    }

    [Fact]
    public void Pieces_make_the_whole_mask()
    {
        float[] whole = new float[1003];
        new TorchGenerator(3).FillBernoulli(whole, 0.7, 1.5f);

        TorchGenerator generator = new(3);
        Mcg31 stream = generator.NextMcg31();
        float[] pieces = new float[whole.Length];
        int[] cuts = [0, 1, 17, 64, 250, 251, 700, whole.Length];
        for (int i = cuts.Length - 1; i > 0; i--)
        {
            stream.Skip(cuts[i - 1]).FillBernoulli(pieces.AsSpan(cuts[i - 1]..cuts[i]), 0.7, 1.5f);
        }

        Assert.Equal(whole, pieces);
    }

    [Fact]
    public void Each_mask_takes_one_word()
    {
        TorchGenerator generator = new(11);
        TorchGenerator words = new(11);
        foreach (int length in new[] { 0, 1, 100 })
        {
            generator.FillBernoulli(new float[length], 0.5, 1f);
            words.NextUInt32();
        }

        Assert.Equal(words.NextUInt32(), generator.NextUInt32());
    }
}
