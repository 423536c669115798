using System.Buffers.Binary;
using System.IO.Compression;
using Interop.TorchBridge.Tests.Infrastructure;

namespace Interop.TorchBridge.Tests.Hostile;

/// <summary>Archives that would grow, overlap or point outside themselves, and views that would leave their storage.</summary>
public class HostileArchiveTests
{
    private static byte[] Good => new PickleText().Op('}').Text("weight").Tensor("0", 4, 0, [4], [1]).Op('s').File();

    [Fact]
    public void The_good_file_that_the_others_are_made_of_is_read() =>
        Assert.Equal([0f, 0, 0, 0], TorchStateFile.Read(new MemoryStream(Good), "good")["weight"].ToTensor().ToArray());

    [Fact]
    public void A_bomb_is_not_expanded()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var pickle = archive.CreateEntry("archive/data.pkl", CompressionLevel.SmallestSize).Open())
            {
                pickle.Write(new byte[50_000_000]);
            }
        }

        Assert.True(stream.Length < 100_000);
        Refusal.Of(stream.ToArray(), "is compressed (method 8)", mostBytes: 1 << 20);
    }

    [Fact]
    public void Entries_may_not_overlap()
    {
        // The second directory entry is made to point at the first one's bytes, as bombs of overlapping entries do.
        var file = Good;
        var first = file.AsSpan().IndexOf("PK\x01\x02"u8);
        var second = first + 4 + file.AsSpan(first + 4).IndexOf("PK\x01\x02"u8);
        file.AsSpan(first + 42, 4).CopyTo(file.AsSpan(second + 42));

        Refusal.Of(file, "overlaps another or leaves the file");
    }

    [Theory]
    [InlineData(20, 0xFFFFFFF0, "is stored with")]
    [InlineData(42, 0x7FFFFFFF, "overlaps another or leaves the file")]
    [InlineData(42, 0xFFFFFFFF, "lacks its 64-bit sizes")]
    [InlineData(8, 1, "is encrypted")]
    [InlineData(28, 0xFFFFFFFF, "leaves it")]
    public void Directory_entries_are_held_against_the_file(int field, uint value, string why)
    {
        var file = Good;
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(file.AsSpan().IndexOf("PK\x01\x02"u8) + field), value);

        Refusal.Of(file, why);
    }

    [Theory]
    [InlineData(10, 9, "should have 9 entries")]
    [InlineData(12, 0x40000000, "outside the file")]
    [InlineData(16, 0x40000000, "outside the file")]
    public void The_end_record_is_held_against_the_file(int field, uint value, string why)
    {
        var file = Good;
        var end = file.AsSpan().LastIndexOf("PK\x05\x06"u8) + field;
        if (field == 10)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(end), (ushort)value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(end), value);
        }

        Refusal.Of(file, why);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        var file = Good;
        for (var length = 0; length < file.Length; length++)
        {
            Refusal.Of(file[..length], "hostile", format: TorchStateFormat.PyTorch);
        }
    }

    [Fact]
    public void A_damaged_storage_is_noticed()
    {
        var file = Good;
        var entry = file.AsSpan().IndexOf("archive/data/0"u8);
        var data = entry + 14 + BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(entry - 2));
        file[data] ^= 0x10;

        Refusal.Of(file, "is damaged: its checksum is");
    }

    [Theory]
    [InlineData(5, 0, new long[] { 4 }, new long[] { 1 }, "should have 5 elements")]
    [InlineData(4, 1, new long[] { 4 }, new long[] { 1 }, "reaches to element 4")]
    [InlineData(4, -1, new long[] { 4 }, new long[] { 1 }, "is seen from -1")]
    [InlineData(4, 0, new long[] { 2, 2 }, new long[] { -1, 1 }, "strides [-1, 1]")]
    [InlineData(4, 0, new long[] { 2 }, new long[] { 1, 1 }, "strides [1, 1]")]
    [InlineData(4, 0, new long[] { 4 }, new long[] { 2 }, "reaches to element 6")]
    [InlineData(4, long.MaxValue, new long[] { 4 }, new long[] { long.MaxValue }, "reaches to element 36893488147419103228")]
    [InlineData(4, 0, new long[] { -1 }, new long[] { 1 }, "more than 2147483647 elements")]
    [InlineData(4, 0, new long[] { 65536, 65536 }, new long[] { 0, 0 }, "more than 2147483647 elements")]
    [InlineData(4, 0, new long[] { long.MaxValue, long.MaxValue, 2 }, new long[] { 0, 0, 0 }, "more than 2147483647 elements")]
    [InlineData(4, 0, new long[] { 30000, 30000 }, new long[] { 0, 0 }, "is seen by strided views that take 3600000000 bytes")]
    [InlineData(1L << 40, 0, new long[] { 4 }, new long[] { 1 }, "should have 1099511627776 elements")]
    public void Views_stay_inside_their_storage_and_do_not_grow(long count, long offset, long[] extents, long[] strides, string why) =>
        Refusal.Of(new PickleText().Tensor("0", count, offset, extents, strides).File(), why);

    [Fact]
    public void Many_views_together_do_not_grow_either()
    {
        // Each is 0.9 MB of one element; all together may be 1 MiB and four times the file.
        var pickle = new PickleText().Op('}');
        for (var i = 0; i < 100; i++)
        {
            pickle.Text($"{i}").Tensor("0", 4, 0, [225_000], [0]).Op('s');
        }

        Refusal.Of(pickle.File(), "is seen by strided views that take");
    }

    [Fact]
    public void A_storage_that_the_archive_has_not_is_named() =>
        Refusal.Of(new PickleText().Tensor("../../etc/passwd", 4, 0, [4], [1]).File(), "storage '../../etc/passwd' is not in the archive");

    [Fact]
    public void Big_endian_numbers_are_refused()
    {
        using var stream = new MemoryStream();
        var writer = new Archives.ZipWriter(stream);
        writer.Add("archive/data.pkl", "}."u8);
        writer.Add("archive/byteorder", "big"u8);
        writer.Finish();

        Refusal.Of(stream.ToArray(), "not little-endian");
    }
}
