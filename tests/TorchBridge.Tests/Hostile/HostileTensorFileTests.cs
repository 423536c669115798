using System.Text;
using Interop.Native.Tensors;
using Interop.TorchBridge.Tests.Infrastructure;

namespace Interop.TorchBridge.Tests.Hostile;

/// <summary>TorchSharp's .dat and safetensors files that are cut off, overlap or claim what they do not have.</summary>
public class HostileTensorFileTests
{
    [Fact]
    public void A_module_file_cut_off_anywhere_is_refused()
    {
        var file = SampleStates.Bytes(SampleStates.OfAllTypes(TorchStateFormat.TorchSharp), TorchStateFormat.TorchSharp);
        for (var length = 0; length < file.Length; length++)
        {
            Refusal.Of(file[..length], "hostile", format: TorchStateFormat.TorchSharp);
        }
    }

    [Theory]
    [InlineData(new byte[] { 1, 1, (byte)'w', 6, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 2 }, "more than 2147483647 elements")]
    [InlineData(new byte[] { 1, 1, (byte)'w', 6, 2, 0xFF, 0xFF, 3, 0xFF, 0xFF, 3 }, "more than 2147483647 elements")]
    [InlineData(new byte[] { 1, 1, (byte)'w', 6, 1, 0xFF, 0xFF, 0xFF, 0x7F }, "should have 1073741820 bytes, but 0 are left")]
    [InlineData(new byte[] { 1, 1, (byte)'w', 6, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F }, "should have 34359738367 axes")]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F }, "the file ends where the length of the name of entry 0")]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 }, "more than 9 bytes")]
    [InlineData(new byte[] { 1, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F }, "should have 34359738367 bytes, but 0 are left")]
    [InlineData(new byte[] { 1, 1, (byte)'w', 9, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, "has type 9 (complex)")]
    [InlineData(new byte[] { 1, 1, (byte)'w', 77, 0 }, "has type 77")]
    [InlineData(new byte[] { 1, 1, 0xFF, 0, 0, 1 }, "not valid UTF-8")]
    [InlineData(new byte[] { 2, 1, (byte)'w', 0, 0, 1, 1, (byte)'w', 0, 0, 1 }, "the name 'w' stands twice")]
    [InlineData(new byte[] { 1, 1, (byte)'w', 0, 0, 1, 0 }, "1 bytes stand behind the last")]
    public void Module_files_are_held_against_their_length(byte[] file, string why) => Refusal.Of(file, why, 1 << 20, TorchStateFormat.TorchSharp);

    [Fact]
    public void Safetensors_may_not_overlap()
    {
        Refusal.Of(Safetensors("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12), "without holes or overlaps");
        Refusal.Of(Safetensors("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8), "without holes or overlaps");
        Refusal.Of(Safetensors("""{"a":{"dtype":"F32","shape":[1073741824],"data_offsets":[0,4294967296]}}""", 8), "the file has 8");
        Refusal.Of(Safetensors("""{"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}""", 8), "dtype 'C64'");
    }

    [Fact]
    public void A_header_of_10_GB_is_not_read()
    {
        // The file is that long, but sparse: the disk holds only its first block.
        using var folder = new TemporaryFolder();
        const long headerLength = 10_000_000_000;
        using (var stream = File.Create(folder.File("large.safetensors")))
        {
            stream.Write(BitConverter.GetBytes(headerLength));
            stream.Write("{"u8);
            stream.SetLength(headerLength + 8);
        }

        Refusal.Of(() => TorchStateFile.Read(folder.File("large.safetensors")), "the header is said to have 10000000000 bytes", 1 << 20);
    }

    [Fact]
    public void An_optimizer_file_cut_off_anywhere_is_refused()
    {
        var file = OptimizerFile();
        TorchOptimizerState.ReadTorchSharp(new MemoryStream(file), "whole");
        for (var length = 0; length < file.Length; length++)
        {
            Refusal.Of(() => TorchOptimizerState.ReadTorchSharp(new MemoryStream(file[..length]), "cut"), "cut");
        }

        var negative = (byte[])file.Clone();
        BitConverter.GetBytes(-7L).CopyTo(negative, 1 + 4 + 2 + (6 * 8) + 2);
        Refusal.Of(() => TorchOptimizerState.ReadTorchSharp(new MemoryStream(negative), "negative"), "parameter 0 was updated -7 times");
        Refusal.Of(() => TorchOptimizerState.ReadTorchSharp(new MemoryStream([4, .. "LBFG"u8]), "other"), "'LBFG' is not an optimizer");
    }

    /// <summary>An Adam of TorchSharp with one group and one parameter.</summary>
    internal static byte[] OptimizerFile()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("Adam");
        writer.Write7BitEncodedInt64(1);
        writer.Write7BitEncodedInt64(1);
        foreach (var option in new[] { 1e-3, 1e-3, 0.9, 0.999, 1e-8, 0 })
        {
            writer.Write(option);
        }

        writer.Write(false);
        writer.Write(false);
        writer.Write(10L);
        for (var slot = 0; slot < 2; slot++)
        {
            var state = new TorchState();
            state.Add("", Tensor.From([2, 2], [1, 2, 3, 4]));

            // A module file of one tensor, without the number of entries and the name.
            writer.Write(SampleStates.Bytes(state, TorchStateFormat.TorchSharp).AsSpan(2));
        }

        writer.Write(false);
        return stream.ToArray();
    }

    private static byte[] Safetensors(string header, int dataLength) =>
        [.. BitConverter.GetBytes((long)header.Length), .. Encoding.ASCII.GetBytes(header), .. new byte[dataLength]];
}
