using System.IO.Compression;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Tests.Import.NodeTests;

/// <summary>
/// ONNX's own backend node tests of the operators that can be imported: each is run within ONNX's tolerances, or stands in
/// <c>references/onnx_node_tests.txt</c> with the reason why not and is refused. The cases come from the archive beside the list; the large ones,
/// and the check that list and archive are complete, need Debian's libonnx-testdata.
/// </summary>
public class BackendNodeTests
{
    private const string Installed = "/usr/lib/python3/dist-packages/onnx/backend/test/data/node";
    private const string InstalledVersion = "/usr/lib/python3/dist-packages/onnx-1.12.0.egg-info";
    private const string NotInstalled = "Needs Debian's libonnx-testdata 1.12 (apt install libonnx-testdata).";

    // ONNX's own: onnx/backend/test/loader.
    private const double RelativeTolerance = 1e-3;
    private const double AbsoluteTolerance = 1e-7;

    private static readonly string References = Path.Combine(AppContext.BaseDirectory, "Import", "references");
    private static readonly (string Name, string Verdict)[] List =
    [
        .. File.ReadLines(Path.Combine(References, "onnx_node_tests.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries))
            .Select(parts => (parts[0], parts[1])),
    ];

    public static TheoryData<string> Run => [.. List.Where(row => row.Verdict == "run").Select(row => row.Name)];

    public static TheoryData<string> RunLarge => [.. List.Where(row => row.Verdict == "run, large").Select(row => row.Name)];

    public static TheoryData<string> Excluded => [.. List.Where(row => !row.Verdict.StartsWith("run", StringComparison.Ordinal)).Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Run))]
    public void A_case_gives_what_ONNX_says(string name) => Check(Shipped(name));

    [Theory]
    [MemberData(nameof(RunLarge))]
    public void A_large_case_gives_what_ONNX_says(string name)
    {
        Assert.SkipUnless(Directory.Exists(Installed), NotInstalled);
        Check(Read(Path.Combine(Installed, name)));
    }

    [Theory]
    [MemberData(nameof(Excluded))]
    public void An_excluded_case_is_refused(string name) => Assert.Throws<OnnxFormatException>(() => Shipped(name).Import());

    [Fact]
    public void The_list_holds_every_case_of_the_operators_known()
    {
        Assert.SkipUnless(Directory.Exists(Installed) && Directory.Exists(InstalledVersion), NotInstalled);
        var known = Directory.GetDirectories(Installed).Where(folder => Read(folder).IsInSet).Select(folder => Path.GetFileName(folder));

        Assert.Equal(known.Order(StringComparer.Ordinal), List.Select(row => row.Name).Order(StringComparer.Ordinal));
        using var archive = Archive();
        foreach (var entry in archive.Entries.Where(entry => entry.FullName.Contains('/', StringComparison.Ordinal)))
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(Installed, entry.FullName)), Bytes(entry));
        }
    }

    private static void Check(NodeCase recorded)
    {
        var expected = recorded.Expected;

        var actual = Assert.Single(recorded.Import().Predict(recorded.Inputs));

        var comparison = TensorComparison.Of(expected, actual, RelativeTolerance, AbsoluteTolerance);
        Assert.True(comparison.Holds, comparison.ToString());
    }

    private static NodeCase Shipped(string name)
    {
        using var archive = Archive();
        return new NodeCase(path => archive.GetEntry($"{name}/{path}") is { } entry ? Bytes(entry) : null);
    }

    private static NodeCase Read(string folder) =>
        new(path => Path.Combine(folder, path) is var file && File.Exists(file) ? File.ReadAllBytes(file) : null);

    private static ZipArchive Archive() => ZipFile.OpenRead(Path.Combine(References, "onnx_node_tests.zip"));

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
