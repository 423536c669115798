using System.Buffers.Binary;
using System.Text;
using Interop.Native.Files;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Files;

public class SafetensorsFileTests
{
    [Fact]
    public void A_file_written_by_hand_from_the_specification_is_read()
    {
        var file = Read("""{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"n":{"dtype":"I64","shape":[],"data_offsets":[8,16]}}""",
            [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 7, 0, 0, 0, 0, 0, 0, 0]);

        Assert.Equal(["w", "n"], file.Names);
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal([1, 2], file.Tensors["w"].Shape);
        Assert.Equal([1f, -2f], file.Tensors["w"].ToTensor().ToArray());
        Assert.Equal([7], file.Tensors["n"].ToInt64s());
        Assert.Equal(0, file.Tensors["n"].Shape.Rank);
    }

    [Fact]
    public void What_is_written_is_read_back_bit_for_bit()
    {
        var floats = new Tensor([3, 5]);
        new TorchGenerator(1).FillNormal(floats.Span, 0, 1);
        floats[0, 0] = float.NaN;
        floats[0, 1] = -0f;
        floats[0, 2] = float.NegativeInfinity;
        floats[0, 3] = float.Epsilon;
        var file = new SafetensorsFile();
        file.Add("bytes", new StoredTensor(ElementType.UInt8, [3], new byte[] { 1, 2, 255 }));
        file.Add("größe \"0\"", StoredTensor.From(floats));
        file.Add("empty", StoredTensor.From(new Tensor([0, 4])));
        file.Add("doubles", StoredTensor.From([2], [Math.PI, double.MinValue]));
        file.Add("steps", StoredTensor.From([], [long.MinValue]));
        file.Metadata["note"] = "Zeile\nzwei ✓";

        var again = RoundTrip(file);

        Assert.Equal(file.Names, again.Names);
        Assert.Equal(file.Metadata, again.Metadata);
        foreach (var name in file.Names)
        {
            Assert.Equal(file.Tensors[name].Type, again.Tensors[name].Type);
            Assert.Equal(file.Tensors[name].Shape, again.Tensors[name].Shape);
            Assert.True(file.Tensors[name].Bytes.Span.SequenceEqual(again.Tensors[name].Bytes.Span), name);
        }

        Assert.Equal([Math.PI, double.MinValue], again.Tensors["doubles"].ToDoubles());
    }

    [Fact]
    public void Tensors_begin_on_a_multiple_of_their_elements_size()
    {
        var file = new SafetensorsFile();
        file.Add("odd", new StoredTensor(ElementType.Bool, [3], new byte[3]));
        file.Add("half", new StoredTensor(ElementType.Float16, [1], new byte[2]));
        file.Add("wide", StoredTensor.From([1], [1.0]));
        using var stream = new MemoryStream();
        file.Write(stream);
        var bytes = stream.ToArray();

        var header = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal(0, header % 8);
        Assert.Contains("\"wide\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}", Encoding.UTF8.GetString(bytes, 8, header), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_replaced_whole_and_leaves_nothing_beside_it()
    {
        var folder = Directory.CreateTempSubdirectory("interop-files-");
        try
        {
            var path = Path.Combine(folder.FullName, "model.safetensors");
            var file = new SafetensorsFile();
            file.Add("w", StoredTensor.From(Tensor.From(1f)));
            file.Write(path);
            file.Add("b", StoredTensor.From(Tensor.From(2f)));
            file.Write(path);

            Assert.Equal(["w", "b"], SafetensorsFile.Read(path).Names);
            Assert.Equal([path], Directory.GetFiles(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_name_is_taken_once()
    {
        var file = new SafetensorsFile();
        file.Add("w", StoredTensor.From(Tensor.From(1f)));
        Assert.Throws<ArgumentException>(() => file.Add("w", StoredTensor.From(Tensor.From(1f))));
        Assert.Throws<ArgumentException>(() => file.Add("__metadata__", StoredTensor.From(Tensor.From(1f))));
    }

    internal static SafetensorsFile Read(string header, byte[] data)
    {
        using var stream = new MemoryStream(Bytes(header, data));
        return SafetensorsFile.Read(stream, "test.safetensors");
    }

    internal static byte[] Bytes(string header, byte[] data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + json.Length + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)json.Length);
        json.CopyTo(bytes, 8);
        data.CopyTo(bytes, 8 + json.Length);
        return bytes;
    }

    private static SafetensorsFile RoundTrip(SafetensorsFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        stream.Position = 0;
        return SafetensorsFile.Read(stream, "test.safetensors");
    }
}
