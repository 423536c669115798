using System.Globalization;
using Interop.Native.Random;
using Interop.TorchBridge.Archives;
using Interop.TorchBridge.Tests.Infrastructure;

namespace Interop.TorchBridge.Tests.Hostile;

/// <summary>
/// Damaged files of every format, 20,000 each: every one is read or refused with <see cref="TorchFileException"/>, whatever the damage, and none takes
/// more memory than its length allows. <c>INTEROP_FUZZ_COUNT</c> sets another number, <c>INTEROP_FUZZ_SEED</c> another seed.
/// </summary>
public class FuzzTests
{
    private const long FixedBytes = 4 << 20;
    private const int BytesPerByte = 100;

    [Fact]
    public void Module_files_of_TorchSharp() => Fuzz(
        [SampleStates.Bytes(SampleStates.OfAllTypes(TorchStateFormat.TorchSharp), TorchStateFormat.TorchSharp)],
        file => TorchStateFile.Read(new MemoryStream(file), "damaged", TorchStateFormat.TorchSharp));

    [Fact]
    public void Optimizer_files_of_TorchSharp() => Fuzz(
        [HostileTensorFileTests.OptimizerFile()],
        file => TorchOptimizerState.ReadTorchSharp(new MemoryStream(file), "damaged"));

    [Fact]
    public void Safetensors() => Fuzz(
        [SampleStates.Bytes(SampleStates.OfAllTypes(TorchStateFormat.Safetensors), TorchStateFormat.Safetensors)],
        file => TorchStateFile.Read(new MemoryStream(file), "damaged", TorchStateFormat.Safetensors));

    [Fact]
    public void Archives_of_PyTorch() => Fuzz(Archives(), file => ReadPyTorch(file));

    [Fact]
    public void Descriptions_of_module_files_of_TorchSharp() => Fuzz(
        [SampleStates.Bytes(SampleStates.OfAllTypes(TorchStateFormat.TorchSharp), TorchStateFormat.TorchSharp)],
        file => TorchContents.OfTorchSharp(new MemoryStream(file), "damaged"));

    [Fact]
    public void Descriptions_of_archives_of_PyTorch() => Fuzz(Archives(), file => TorchContents.OfPyTorch(new MemoryStream(file), "damaged"));

    [Fact]
    public void Pickles_of_PyTorch()
    {
        // The pickle is damaged inside a sound archive, so that the damage reaches the pickle's reader.
        var contents = Archives().Select(Contents).ToArray();
        Fuzz([.. contents.Select(content => content.Pickle)], (pickle, which) => ReadPyTorch(Archive(contents[which], pickle)));
    }

    [Fact]
    public void Formats_told_by_content() => Fuzz(
        [.. Enum.GetValues<TorchStateFormat>().Select(format => SampleStates.Bytes(SampleStates.OfAllTypes(format), format))],
        file => TorchStateFile.Read(new MemoryStream(file), "damaged"));

    private static byte[][] Archives() =>
    [
        SampleStates.Bytes(SampleStates.OfAllTypes(TorchStateFormat.PyTorch), TorchStateFormat.PyTorch),
        .. new[] { "views", "views-protocol4", "checkpoint" }.Select(name => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "references", "torch", $"{name}.pt"))),
    ];

    // Checksums would catch most of the damage before it reaches what is tested.
    private static void ReadPyTorch(byte[] file)
    {
        var read = PyTorchFile.Read(new MemoryStream(file), "damaged", verifyChecksums: false);
        foreach (var path in read.StateDicts.Take(4))
        {
            read.StateDict(path);
        }

        if (read.Find("state/optimizer") is not null)
        {
            TorchOptimizerState.Of(read, "state/optimizer");
        }
    }

    private static (byte[] Pickle, List<(string Name, byte[] Bytes)> Others) Contents(byte[] file)
    {
        var reader = new ZipReader(new MemoryStream(file), "sound", checksums: true);
        var pickle = reader.Entries.Keys.Single(name => name.EndsWith("data.pkl", StringComparison.Ordinal));
        return (reader.Read(reader.Entries[pickle]), [.. reader.Entries.Values.Where(entry => entry.Name != pickle).Select(entry => ($"archive/{entry.Name[(entry.Name.IndexOf('/', StringComparison.Ordinal) + 1)..]}", reader.Read(entry)))]);
    }

    private static byte[] Archive((byte[] Pickle, List<(string Name, byte[] Bytes)> Others) content, byte[] pickle)
    {
        using var stream = new MemoryStream();
        var writer = new ZipWriter(stream);
        writer.Add("archive/data.pkl", pickle);
        foreach (var (name, bytes) in content.Others)
        {
            writer.Add(name, bytes);
        }

        writer.Finish();
        return stream.ToArray();
    }

    private static void Fuzz(byte[][] originals, Action<byte[]> read) => Fuzz(originals, (file, _) => read(file));

    private static void Fuzz(byte[][] originals, Action<byte[], int> read)
    {
        var count = Setting("INTEROP_FUZZ_COUNT", 20_000);
        var seed = Setting("INTEROP_FUZZ_SEED", 20261121);
        for (var which = 0; which < originals.Length; which++)
        {
            read(originals[which], which);
        }

        var (accepted, refused) = (0, 0);
        using var watch = new HangWatch();
        for (var i = 0; i < count; i++)
        {
            watch.Next($"damage of seed {seed}", i);
            var random = new TorchGenerator(unchecked(((ulong)seed * 1_000_003) + (ulong)i));
            var which = random.NextInt(originals.Length);
            var file = Mutation.Of(originals[which], random);
            Exception? error = null;
            long used = 0;
            MemoryBound.Hold(file.Length, $"Damage {i} of seed {seed} to file {which}", () =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                error = Record.Exception(() => read(file, which));
                used = GC.GetAllocatedBytesForCurrentThread() - before;
            });
            Assert.True(error is null or TorchFileException, $"Damage {i} of seed {seed} to file {which}: {error}");
            Assert.True(used <= FixedBytes + ((long)BytesPerByte * file.Length), $"Damage {i} of seed {seed} to file {which} of {file.Length} bytes took {used} bytes.");
            _ = error is null ? accepted++ : refused++;
        }

        // Most damage shows; some, such as a bit of a tensor, cannot.
        Assert.True(refused > count / 10 && accepted > 0, $"{refused} of {count} were refused, {accepted} read.");
        TestContext.Current.SendDiagnosticMessage($"{count} damaged files: {refused} refused, {accepted} read.");
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : usual;
}
