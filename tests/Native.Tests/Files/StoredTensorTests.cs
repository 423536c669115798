using Interop.Native.Files;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Files;

public class StoredTensorTests
{
    // The bytes are those of the formats' own definitions: IEEE 754 binary16, the upper half of binary32, two's complement.
    [Theory]
    [InlineData(ElementType.Bool, new byte[] { 0, 1, 7 }, new float[] { 0, 1, 1 })]
    [InlineData(ElementType.UInt8, new byte[] { 0, 128, 255 }, new float[] { 0, 128, 255 })]
    [InlineData(ElementType.Int8, new byte[] { 0, 128, 255 }, new float[] { 0, -128, -1 })]
    [InlineData(ElementType.UInt16, new byte[] { 0xFF, 0xFF }, new float[] { 65535 })]
    [InlineData(ElementType.Int16, new byte[] { 0xFE, 0xFF }, new float[] { -2 })]
    [InlineData(ElementType.Float16, new byte[] { 0x00, 0x3C, 0x01, 0x00, 0x00, 0xFC }, new float[] { 1, 5.9604645e-8f, float.NegativeInfinity })]
    [InlineData(ElementType.BFloat16, new byte[] { 0x80, 0x3F, 0x49, 0xC0 }, new float[] { 1, -3.140625f })]
    [InlineData(ElementType.UInt32, new byte[] { 0xFF, 0xFF, 0xFF, 0xFF }, new float[] { 4294967296f })]
    [InlineData(ElementType.Int32, new byte[] { 0xFF, 0xFF, 0xFF, 0xFF }, new float[] { -1 })]
    [InlineData(ElementType.Float32, new byte[] { 0, 0, 0xC0, 0x3F }, new float[] { 1.5f })]
    [InlineData(ElementType.Float64, new byte[] { 0, 0, 0, 0, 0, 0, 0xF8, 0x3F }, new float[] { 1.5f })]
    [InlineData(ElementType.UInt64, new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, new float[] { 18446744073709551616f })]
    [InlineData(ElementType.Int64, new byte[] { 0xFD, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, new float[] { -3 })]
    public void Every_element_type_widens_to_floats(ElementType type, byte[] bytes, float[] expected)
    {
        var stored = new StoredTensor(type, [expected.Length], bytes);
        Assert.Equal(expected, stored.ToTensor().ToArray());
        if (type != ElementType.UInt32)
        {
            Assert.Equal(expected, stored.ToDoubles().Select(value => (float)value));
        }
    }

    [Fact]
    public void Every_element_type_can_be_read_from_a_file()
    {
        foreach (var type in Enum.GetValues<ElementType>())
        {
            var header = $$$"""{"x":{"dtype":"{{{type.SafetensorsName()}}}","shape":[3],"data_offsets":[0,{{{3 * type.Size()}}}]}}""";
            Assert.Equal(type, SafetensorsFileTests.Read(header, new byte[3 * type.Size()]).Tensors["x"].Type);
        }
    }

    [Fact]
    public void A_large_integer_rounds_once()
    {
        // Just above the middle between two floats, by one: rounding to double first would lose that one.
        const long value = (1L << 62) + (1L << 38) + 1;
        Assert.Equal((float)value, StoredTensor.From([1], [value]).ToTensor()[0]);
    }

    [Fact]
    public void Floats_are_no_integers()
    {
        Assert.Throws<InvalidDataException>(() => StoredTensor.From(Tensor.From(1f)).ToInt64s());
        Assert.Throws<InvalidDataException>(() => new StoredTensor(ElementType.UInt64, [1], new byte[] { 0, 0, 0, 0, 0, 0, 0, 0x80 }).ToInt64s());
    }

    [Fact]
    public void Bytes_must_fit_the_shape()
    {
        var error = Assert.Throws<ArgumentException>(() => new StoredTensor(ElementType.Float32, [2, 2], new byte[15]));
        Assert.Contains("has 16 bytes, got 15", error.Message, StringComparison.Ordinal);
    }
}
