using System.Buffers.Binary;
using System.IO.Compression;
using Interop.Data.Images;
using Interop.TorchBridge.Archives;
using Interop.Native.Random;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Data.Tests.Images;

public sealed class HostileImageTests
{
    private const long MostPixels = 1 << 16;

    private static readonly Dictionary<string, byte[]> Samples = OracleFile.Recorded("references/images.json.gz").Cases
        .GroupBy(oracle => $"{oracle.String("format")} {oracle.String("mode")}")
        .ToDictionary(group => group.Key, group => group.First().Doubles("file").Select(value => (byte)value).ToArray());

    [Theory]
    [InlineData(8, 4, "expected 8 bits for each channel, got 4")]
    [InlineData(8, 16, "expected 8 bits for each channel, got 16")]
    [InlineData(9, 5, "expected a colour type of 0, 2, 3, 4 or 6, got 5")]
    [InlineData(12, 1, "interlaced (Adam7)")]
    [InlineData(12, 9, "interlace 0")]
    [InlineData(10, 1, "expected compression 0")]
    public void A_kind_of_PNG_that_is_not_read_is_refused_by_name(int position, byte value, string expected)
    {
        var file = Samples["PNG RGB"].ToArray();
        file[16 + position] = value;
        Reseal(file, 8);
        Refused(file, expected);
    }

    [Theory]
    [InlineData(0u, 5u)]
    [InlineData(5u, 0u)]
    [InlineData(uint.MaxValue, uint.MaxValue)]
    [InlineData(0x7FFFFFFFu, 0x7FFFFFFFu)]
    [InlineData(1u << 20, 1u)]
    public void A_size_that_is_not_allowed_is_refused(uint width, uint height)
    {
        var file = Samples["PNG RGB"].ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(20), height);
        Reseal(file, 8);
        Refused(file, "expected an image of 1 × 1 to");
    }

    [Fact]
    public void A_header_does_not_make_the_reader_allocate_what_the_file_does_not_hold()
    {
        var file = Samples["PNG L"].ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(16), 4000);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(20), 4000);
        Reseal(file, 8);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidDataException>(() => ImageFile.Decode("file.png", file));
        Assert.Contains("the image data ends before", error.Message);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void Damage_that_a_checksum_shows_is_told()
    {
        var file = Samples["PNG RGB"].ToArray();
        file[^20] ^= 1;
        Refused(file, "the checksum of chunk 'IDAT' does not match");
    }

    [Theory]
    [InlineData("P3 1 1 255 0 0 0", "got P3; save the image in binary")]
    [InlineData("P5 0 1 255 ", "expected an image of 1 × 1")]
    [InlineData("P5 1 1 65535 xx", "expected a largest value of 1 to 255")]
    [InlineData("P5 99999999999 1 255 x", "the width as a whole number")]
    [InlineData("P5 2 2 255 xyz", "expected 4 bytes of pixels")]
    [InlineData("P6 -1 1 255 x", "the width as a whole number")]
    [InlineData("P5 # no end", "end of the file")]
    [InlineData("P5 1 1 10 x", "expected pixels of 0 to 10, got 120")]
    [InlineData("BM", "expected 10 bytes of the file header")]
    [InlineData("\u00FF\u00D8\u00FF\u00E0", "JPEG is not read")]
    [InlineData("", "expected a PNG, BMP, PGM or PPM image")]
    public void A_damaged_file_is_refused(string text, string expected) => Refused([.. text.Select(character => (byte)character)], expected);

    [Fact]
    public void A_greymap_with_comments_and_few_steps_is_read()
    {
        var content = ImageFile.Decode("steps.pgm", "P5\n# made by hand\n2 # wide\n1\n4\n\u0001\u0004"u8);
        Assert.Equal([64, 255], content.Pixels);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        foreach (var (kind, whole) in Samples)
        {
            for (var length = 0; length < whole.Length; length++)
            {
                try
                {
                    ImageFile.Decode("cut", whole.AsSpan(0, length));
                    Assert.Fail($"{kind} cut to {length} of {whole.Length} bytes was read.");
                }
                catch (InvalidDataException error)
                {
                    Assert.StartsWith("cut: ", error.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Theory]
    [InlineData("PNG")]
    [InlineData("BMP")]
    [InlineData("PPM")]
    public void Mutations_give_an_image_or_a_clear_error(string format)
    {
        const int rounds = 4000, mostAllocated = 4 << 20;
        byte[][] samples = [.. Samples.Where(sample => sample.Key.StartsWith(format, StringComparison.Ordinal)).Select(sample => sample.Value)];
        var generator = new TorchGenerator(14);
        var (read, refused) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            var file = samples[round % samples.Length].ToArray();
            for (var change = generator.NextInt(3); change >= 0; change--)
            {
                file[generator.NextInt(generator.NextInt(2) == 0 ? Math.Min(64, file.Length) : file.Length)] = (byte)generator.NextInt(256);
            }

            if (format == "PNG" && round % 4 != 0)
            {
                ResealAll(file);
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var content = ImageFile.Decode("mutated", file, MostPixels);
                Assert.Equal(content.Channels * content.Height * content.Width, content.Pixels.Length);
                read++;
            }
            catch (InvalidDataException error)
            {
                Assert.StartsWith("mutated: ", error.Message, StringComparison.Ordinal);
                refused++;
            }

            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < mostAllocated);
        }

        Assert.True(read > 50 && refused > 50, $"{read} read, {refused} refused");
    }

    [Fact]
    public void A_bomb_in_a_small_picture_is_not_expanded()
    {
        // A picture of one pixel whose image data holds 64 MB of zeros: only its own row is taken from them.
        using var zeros = new MemoryStream();
        using (var compressor = new ZLibStream(zeros, CompressionLevel.Fastest, leaveOpen: true))
        {
            compressor.Write(new byte[64 << 20]);
        }

        byte[] header = [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0];
        byte[] file = [.. Samples["PNG L"].AsSpan(0, 8), .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, zeros.ToArray()), .. Chunk("IEND"u8, [])];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal([0], ImageFile.Decode("bomb", file).Pixels);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20);
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        byte[] chunk = [.. new byte[4], .. type, .. content, .. new byte[4]];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Reseal(chunk, 0);
        return chunk;
    }

    // Corrects a chunk's checksum, so that what lies behind it is tested.
    private static void Reseal(Span<byte> file, int chunk)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(file[chunk..]);
        BinaryPrimitives.WriteUInt32BigEndian(file[(chunk + 8 + length)..], Crc32.Of(file.Slice(chunk + 4, 4 + length)));
    }

    private static void ResealAll(Span<byte> file)
    {
        var chunk = 8L;
        while (chunk + 12 <= file.Length && BinaryPrimitives.ReadInt32BigEndian(file[(int)chunk..]) is >= 0 and var length && chunk + 12 + length <= file.Length)
        {
            Reseal(file, (int)chunk);
            chunk += 12L + length;
        }
    }

    private static void Refused(byte[] file, string expected)
    {
        var error = Assert.Throws<InvalidDataException>(() => ImageFile.Decode("file", file, MostPixels));
        Assert.StartsWith("file: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
