using Interop.Native.Files;
using Interop.Native.Tensors;
using Interop.TorchBridge.Archives;
using Interop.TorchBridge.Tests.Infrastructure;

namespace Interop.TorchBridge.Tests.Files;

/// <summary>What every format does: keeps all types, shapes and bits, and tells itself by its content.</summary>
public class StateFileTests
{
    [Theory]
    [InlineData(TorchStateFormat.PyTorch)]
    [InlineData(TorchStateFormat.Safetensors)]
    [InlineData(TorchStateFormat.TorchSharp)]
    public void Keeps_every_type_shape_and_bit(TorchStateFormat format)
    {
        var state = SampleStates.OfAllTypes(format);

        var read = TorchStateFile.Read(new MemoryStream(SampleStates.Bytes(state, format)), "state");

        Assert.Equal(state.Names, read.Names);
        Assert.Equal(TensorListing.Of(state), TensorListing.Of(read));
    }

    [Theory]
    [InlineData(TorchStateFormat.PyTorch)]
    [InlineData(TorchStateFormat.Safetensors)]
    [InlineData(TorchStateFormat.TorchSharp)]
    public void Keeps_a_state_without_tensors_and_names_in_any_script(TorchStateFormat format)
    {
        var state = new TorchState();
        state.Add("слой.0/重み \"w\"", Tensor.From(1f, 2f));

        var read = TorchStateFile.Read(new MemoryStream(SampleStates.Bytes(state, format)), "state");

        Assert.Equal(state.Names, read.Names);
        if (format != TorchStateFormat.PyTorch)
        {
            Assert.Empty(TorchStateFile.Read(new MemoryStream(SampleStates.Bytes(new TorchState(), format)), "state").Names);
        }
    }

    [Theory]
    [InlineData("a.pt")]
    [InlineData("a.pth")]
    [InlineData("a.safetensors")]
    [InlineData("a.dat")]
    public void Writes_and_reads_by_extension(string name)
    {
        using var folder = new TemporaryFolder();
        var state = new TorchState();
        state.Add("weight", Tensor.From([2, 2], [1, 2, 3, 4]));

        TorchStateFile.Write(folder.File(name), state);

        Assert.Equal([1f, 2, 3, 4], TorchStateFile.Read(folder.File(name))["weight"].ToTensor().ToArray());
        Assert.Throws<ArgumentException>(() => TorchStateFile.Write(folder.File("a.bin"), state));
    }

    [Theory]
    [InlineData(TorchStateFormat.PyTorch)]
    [InlineData(TorchStateFormat.TorchSharp)]
    public void Refuses_to_write_types_that_the_format_has_not(TorchStateFormat format)
    {
        var state = new TorchState();
        state.Add("wide", new StoredTensor(ElementType.UInt32, [1], new byte[4]));

        var error = Assert.Throws<NotSupportedException>(() => SampleStates.Bytes(state, format));

        Assert.Contains("'wide'", error.Message, StringComparison.Ordinal);
        Assert.Contains("UInt32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_that_share_bytes_share_a_storage()
    {
        var shared = StoredTensor.From(Tensor.From(1f, 2f, 3f));
        var state = new TorchState();
        state.Add("encoder.weight", shared);
        state.Add("decoder.weight", new StoredTensor(shared.Type, [3, 1], shared.Bytes));
        var bytes = SampleStates.Bytes(state, TorchStateFormat.PyTorch);

        var archive = new ZipReader(new MemoryStream(bytes), "state", checksums: true);
        var read = TorchStateFile.Read(new MemoryStream(bytes), "state");

        Assert.Single(archive.Entries.Keys, name => name.StartsWith("archive/data/", StringComparison.Ordinal));
        Assert.Equal(read["encoder.weight"].Bytes, read["decoder.weight"].Bytes);
    }

    [Fact]
    public void Metadata_stands_beside_tensors_in_safetensors()
    {
        var state = new TorchState();
        state.Add("weight", Tensor.From(1f));
        state.Metadata.Add("format", "pt");

        var read = TorchStateFile.Read(new MemoryStream(SampleStates.Bytes(state, TorchStateFormat.Safetensors)), "state");

        Assert.Equal("pt", read.Metadata["format"]);
    }

    [Fact]
    public void Archives_with_64_bit_sizes_are_read()
    {
        // Everything above 10 is written as it would be above 4 GB.
        using var stream = new MemoryStream();
        var writer = new ZipWriter(stream, widest: 10);
        byte[][] contents = [.. Enumerable.Range(0, 12).Select(length => Enumerable.Range(0, 3 * length).Select(i => (byte)i).ToArray())];
        for (var i = 0; i < contents.Length; i++)
        {
            writer.Add($"archive/data/{i}", contents[i]);
        }

        writer.Finish();

        stream.Position = 0;
        var reader = new ZipReader(stream, "wide", checksums: true);
        for (var i = 0; i < contents.Length; i++)
        {
            Assert.Equal(contents[i], reader.Read(reader.Entries[$"archive/data/{i}"]));
        }
    }

    [Fact]
    public void Tensors_of_types_without_a_storage_class_are_read()
    {
        // As PyTorch 2.3 and later write uint16: a storage of bytes, and the type beside the view.
        var pickle = new PickleText().Op('}').Text("counts").Global("torch._utils", "_rebuild_tensor_v3").Op('(').Storage("0", 16, "storage.UntypedStorage")
            .Number(2).Numbers(2, 3).Numbers(3, 1).Op('\x89').Global("collections", "OrderedDict").Op(')').Op('R').Global("torch", "uint16").Op('t').Op('R').Op('s');

        var tensor = TorchStateFile.Read(new MemoryStream(pickle.File(floats: 4)), "typed")["counts"];

        Assert.Equal(ElementType.UInt16, tensor.Type);
        Assert.Equal([2, 3], tensor.Shape);
    }

    [Fact]
    public void Checksums_are_those_of_zip()
    {
        // The check value of CRC-32/ISO-HDLC, which zip uses; and lengths on both sides of the eight bytes of a step.
        Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));
        Assert.Equal(0u, Crc32.Of([]));
        Assert.Equal(0x414FA339u, Crc32.Of("The quick brown fox jumps over the lazy dog"u8));
    }

    [Fact]
    public void A_file_for_which_no_checksums_were_computed_is_read_on_request()
    {
        var bytes = SampleStates.Bytes(SampleStates.OfAllTypes(TorchStateFormat.PyTorch), TorchStateFormat.PyTorch);
        var directory = bytes.AsSpan().IndexOf("PK\x01\x02"u8);
        bytes[directory + 16] ^= 1;

        var error = Assert.Throws<TorchFileException>(() => PyTorchFile.Read(new MemoryStream(bytes), "state"));

        Assert.Contains("checksum", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(PyTorchFile.Read(new MemoryStream(bytes), "state", verifyChecksums: false).StateDict().Names);
    }

    [Fact]
    public void The_same_state_gives_the_same_bytes()
    {
        var state = SampleStates.OfAllTypes(TorchStateFormat.PyTorch);

        Assert.Equal(SampleStates.Bytes(state, TorchStateFormat.PyTorch), SampleStates.Bytes(state, TorchStateFormat.PyTorch));
    }
}
