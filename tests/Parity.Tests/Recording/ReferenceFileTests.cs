using Interop.Native.Files;
using Interop.Native.Tensors;
using Interop.Parity.Cases;
using Interop.Parity.Comparison;
using Interop.Parity.Engines;
using Interop.Parity.Engines.Native;
using Interop.Parity.Recording;

namespace Interop.Parity.Tests.Recording;

public sealed class ReferenceFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-parity-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_is_recorded_is_read_back()
    {
        var source = new Pretending();
        var told = new List<string>();
        var total = Recorder.Record(source, "a pretender over nothing", CaseCatalog.Matching("initializers/*"), _folder.FullName, told.Add);
        Assert.Equal(CaseCatalog.Matching("initializers/*").Count, total);
        Assert.Contains("initializers.safetensors", Assert.Single(told), StringComparison.Ordinal);

        var recorded = new RecordedEngine(_folder.FullName);
        Assert.Matches(@"^a pretender over nothing, recorded \d{4}-\d\d-\d\d$", recorded.Producer);
        var parityCase = CaseCatalog.Matching("initializers/*")[0];
        Assert.Null(recorded.WhyNot(parityCase));
        Assert.Equal([1f, 2f], recorded.Run(parityCase).Floats("output").ToArray());
        Assert.NotNull(recorded.WhyNot(CaseCatalog.All[0]));
    }

    [Fact]
    public void References_are_never_recorded_from_the_engine_itself()
    {
        foreach (var source in new IParityEngine?[] { null, new NativeEngine(), new RecordedEngine(ReferenceFolder.Shipped) })
        {
            var error = Assert.Throws<InvalidOperationException>(
                () => Recorder.Record(source, "nothing", CaseCatalog.All, _folder.FullName, _ => { }));
            Assert.Contains("from a live library only", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void A_missing_folder_is_told()
    {
        var error = Assert.Throws<DirectoryNotFoundException>(() => new RecordedEngine(Path.Combine(_folder.FullName, "nowhere")));
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
        Assert.Throws<DirectoryNotFoundException>(() => new RecordedEngine(_folder.FullName));
    }

    [Fact]
    public void A_truncated_file_is_told_by_its_name()
    {
        var bytes = File.ReadAllBytes(Path.Combine(ReferenceFolder.Shipped, "losses.safetensors"));
        File.WriteAllBytes(Path.Combine(_folder.FullName, "losses.safetensors"), bytes[..(bytes.Length / 2)]);
        var error = Assert.Throws<InvalidDataException>(() => new RecordedEngine(_folder.FullName));
        Assert.Contains("losses.safetensors: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("producer", null, "expected 'producer' in the metadata")]
    [InlineData("date", null, "expected 'date' in the metadata")]
    [InlineData("case:a/b", "{}", "metadata 'case:a/b': expected a JSON object")]
    [InlineData("case:a/b", "no json", "metadata 'case:a/b': expected a JSON object")]
    [InlineData("case:a/b", null, "tensor 'a/b:x' belongs to no case")]
    public void Damaged_metadata_is_told(string key, string? value, string expected)
    {
        var file = new SafetensorsFile();
        file.Add("a/b:x", StoredTensor.From(Tensor.From(1f)));
        file.Metadata["producer"] = "a test";
        file.Metadata["date"] = "2026-01-01";
        file.Metadata["case:a/b"] = """{"seed":"1","masks":"none","inputs":"abc"}""";
        file.Metadata.Remove(key);
        if (value is not null)
        {
            file.Metadata[key] = value;
        }

        file.Write(Path.Combine(_folder.FullName, "a.safetensors"));
        var error = Assert.Throws<InvalidDataException>(() => new RecordedEngine(_folder.FullName));
        Assert.StartsWith("a.safetensors: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_files_with_the_same_case_are_told()
    {
        var source = Path.Combine(ReferenceFolder.Shipped, "random.safetensors");
        File.Copy(source, Path.Combine(_folder.FullName, "a.safetensors"));
        File.Copy(source, Path.Combine(_folder.FullName, "b.safetensors"));
        Assert.Contains("both hold the case 'random/", Assert.Throws<InvalidDataException>(() => new RecordedEngine(_folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_other_inputs_is_not_compared()
    {
        var parityCase = CaseCatalog.Matching("losses/mse-values-mean-6x5").Single();
        var run = ParityRun.Execute(new NativeEngine(), [new RecordedEngine(ReferenceFolder.Shipped)], [parityCase with { Seed = 9999 }]);
        var comparison = Assert.Single(run.Comparisons);
        Assert.Equal(CaseStatus.Failed, comparison.Status);
        Assert.Contains("recorded from other inputs", comparison.Reason, StringComparison.Ordinal);
    }

    /// <summary>Stands for a live library.</summary>
    private sealed class Pretending : IParityEngine
    {
        public string Name => "pretending";

        public string Producer => "a pretender";

        public string? WhyNot(ParityCase parityCase) => null;

        public NamedTensors Run(ParityCase parityCase) => new() { { "output", Tensor.From(1f, 2f) } };
    }
}
