using System.Buffers.Binary;
using Interop.Native.Files;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Files;

/// <summary>A damaged or malicious file gives a clear error, and makes the reader allocate no more than the file is long.</summary>
public class HostileSafetensorsTests
{
    [Theory]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "without holes or overlaps")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}", 12, "without holes or overlaps")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, "without holes or overlaps")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 8, "describes 4 bytes of tensors, but the file has 8")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 2, "describes 4 bytes of tensors, but the file has 2")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4, "has 8 bytes, but its range is [0, 4)")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", 4, "its range is [4, 0)")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}", 0, "more than 2147483647 elements")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,0]}}", 0, "more than 2147483647 elements")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807],\"data_offsets\":[0,9223372036854775807]}}", 0, "more than 2147483647 elements")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}}", 4, "whole numbers of 0 or more")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4, "whole numbers of 0 or more")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}", 4, "whole numbers of 0 or more")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,8]}}", 4, "must be two numbers, got 3")]
    [InlineData("{\"a\":{\"dtype\":\"F33\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "has dtype 'F33'; expected one of BOOL")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, "lacks data_offsets")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":1}}", 4, "has the field 'x'")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "once each")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},\"\\u0061\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}", 0, "names 'a' twice")]
    [InlineData("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}", 0, "names 'a' twice")]
    [InlineData("{\"__metadata__\":{\"a\":1}}", 0, "must be a JSON string, got Number")]
    [InlineData("{\"a\":[]}", 0, "must be a JSON object, got array")]
    [InlineData("[]", 0, "the header must be a JSON object")]
    [InlineData("{", 0, "not valid JSON")]
    [InlineData("", 0, "not valid JSON")]
    [InlineData("{}{}", 0, "not valid JSON")]
    [InlineData("{\"a\":{\"dtype\":[[[[[[[[]]]]]]]]}}", 0, "must be a JSON string, got array")]
    [InlineData("{\"\\ud800\":{}}", 0, "not valid JSON")]
    public void A_wrong_header_is_refused_by_its_error(string header, int dataLength, string expected)
    {
        var error = Assert.Throws<InvalidDataException>(() => SafetensorsFileTests.Read(header, new byte[dataLength]));
        Assert.StartsWith("test.safetensors: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10_000_000_000UL)]
    [InlineData(ulong.MaxValue)]
    [InlineData(100_000_001UL)]
    [InlineData(99_999_999UL)]
    [InlineData(9UL)]
    public void A_header_longer_than_the_file_is_refused_before_anything_is_allocated(ulong length)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        using var stream = new MemoryStream(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(stream, "test.safetensors"));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
        Assert.Contains($"is said to have {length} bytes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.onnx", "OnnxImporter")]
    [InlineData("model.pt", "TorchStateFile")]
    [InlineData("model.bin", "")]
    public void A_file_of_another_kind_is_told_with_what_reads_it(string name, string reader)
    {
        var folder = Directory.CreateTempSubdirectory("interop-kind-");
        try
        {
            var path = Path.Combine(folder.FullName, name);
            File.WriteAllBytes(path, "PK\x03\x04 and so on, for long enough"u8);
            var error = Assert.Throws<InvalidDataException>(() => Network.Load(path));
            Assert.Contains($"{name}: this is not a safetensors file", error.Message, StringComparison.Ordinal);
            Assert.Contains(reader, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        var whole = Sample();
        for (var length = 0; length < whole.Length; length++)
        {
            using var stream = new MemoryStream(whole[..length]);
            Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(stream, "test.safetensors"));
        }
    }

    [Fact]
    public void Changed_bytes_give_a_file_or_a_clear_error()
    {
        var whole = Sample();
        var header = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(whole);
        var generator = new TorchGenerator(20);
        var refused = 0;
        using var watch = new HangWatch();
        for (var round = 0; round < 20_000; round++)
        {
            watch.Next("change", round);
            var bytes = (byte[])whole.Clone();
            for (var change = generator.NextInt(3); change >= 0; change--)
            {
                bytes[generator.NextInt(header)] = (byte)generator.NextInt(256);
            }

            using var stream = new MemoryStream(bytes);
            try
            {
                SafetensorsFile.Read(stream, "test.safetensors");
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.True(refused > 10_000, $"{refused}");
    }

    private static byte[] Sample()
    {
        var file = new SafetensorsFile();
        file.Add("0.weight", StoredTensor.From(Tensor.From([2, 3], [1, 2, 3, 4, 5, 6])));
        file.Add("step", StoredTensor.From([], [12L]));
        file.Metadata["format"] = "pt";
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }
}
