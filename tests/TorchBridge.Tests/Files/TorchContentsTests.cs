using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.TorchBridge.Tests.Infrastructure;

namespace Interop.TorchBridge.Tests.Files;

/// <summary>What a file holds is told without reading the elements of its tensors.</summary>
public class TorchContentsTests
{
    [Theory]
    [InlineData("types")]
    [InlineData("views")]
    [InlineData("views-protocol4")]
    [InlineData("module")]
    [InlineData("checkpoint")]
    public void Tells_of_files_of_PyTorch_what_reading_them_whole_tells(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "references", "torch", $"{name}.pt");
        var file = PyTorchFile.Read(path);

        var contents = TorchContents.Read(path);

        Assert.Equal(TorchStateFormat.PyTorch, contents.Format);
        Assert.NotEmpty(contents.Tensors);
        Assert.Equal(file.StateDicts.SelectMany(state => Entries(state, file.StateDict(state))), contents.Tensors);
    }

    [Theory]
    [InlineData(TorchStateFormat.PyTorch, "pt")]
    [InlineData(TorchStateFormat.Safetensors, "safetensors")]
    [InlineData(TorchStateFormat.TorchSharp, "dat")]
    public void Tells_of_every_format_what_reading_it_whole_tells(TorchStateFormat format, string extension)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File($"state.{extension}");
        TorchStateFile.Write(path, SampleStates.OfAllTypes(format));

        var contents = TorchContents.Read(path);

        Assert.Equal(format, contents.Format);
        Assert.Equal(Entries("", TorchStateFile.Read(path)), contents.Tensors);
        Assert.Equal(contents.Tensors, TorchContents.Read(path, format).Tensors);
    }

    [Theory]
    [InlineData(TorchStateFormat.PyTorch)]
    [InlineData(TorchStateFormat.TorchSharp)]
    public void Reads_no_elements(TorchStateFormat format)
    {
        var state = new TorchState();
        for (var layer = 0; layer < 8; layer++)
        {
            state.Add($"{layer}.weight", new Tensor([512, 1024]));
            state.Add($"{layer}.bias", new Tensor([512]));
        }

        var bytes = SampleStates.Bytes(state, format);
        bytes.AsSpan(bytes.Length * 5 / 16, 4).Fill(0x5A);
        using var stream = new CountingStream(bytes);
        var contents = format == TorchStateFormat.PyTorch ? TorchContents.OfPyTorch(stream, "large") : TorchContents.OfTorchSharp(stream, "large");

        Assert.Equal(Entries("", state), contents.Tensors);

        // A zip archive is read from its end, where a comment of up to 64 kB may stand.
        Assert.InRange(stream.BytesRead, 1, bytes.Length / 100);
        if (format == TorchStateFormat.PyTorch)
        {
            var error = Assert.Throws<TorchFileException>(() => PyTorchFile.Read(new MemoryStream(bytes), "large"));
            Assert.Contains("is damaged", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Refuses_descriptions_that_do_not_fit_the_file()
    {
        var state = new TorchState();
        state.Add("weight", new Tensor([64, 64]));
        foreach (var format in new[] { TorchStateFormat.PyTorch, TorchStateFormat.TorchSharp })
        {
            var bytes = SampleStates.Bytes(state, format)[..^600];
            Assert.Throws<TorchFileException>(() => format == TorchStateFormat.PyTorch
                ? TorchContents.OfPyTorch(new MemoryStream(bytes), "cut")
                : TorchContents.OfTorchSharp(new MemoryStream(bytes), "cut"));
        }

        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("state.dat"), SampleStates.Bytes(state, TorchStateFormat.TorchSharp));
        var error = Assert.Throws<TorchFileException>(() => TorchContents.Read(folder.File("state.dat"), TorchStateFormat.PyTorch));
        Assert.Contains("begins with 'PK'", error.Message, StringComparison.Ordinal);
        Assert.Throws<TorchFileException>(() => TorchContents.Read(folder.File("state.dat"), TorchStateFormat.Safetensors));
    }

    private static IEnumerable<TorchContents.Entry> Entries(string path, TorchState state) =>
        state.Tensors.Select(item => new TorchContents.Entry(path, item.Key, item.Value.Type, item.Value.Shape));
}
