using System.IO.Compression;
using System.Text.Json;

namespace Interop.Native.Tests.Infrastructure;

/// <summary>Results that an independent implementation computed, as <c>tests/oracles/oracle.py</c> writes them.</summary>
public sealed class OracleFile
{
    private OracleFile(string producer, long seed, IReadOnlyList<OracleCase> cases)
    {
        Producer = producer;
        Seed = seed;
        Cases = cases;
    }

    /// <summary>Who computed the results: program and version.</summary>
    public string Producer { get; }

    /// <summary>What the random cases were drawn from.</summary>
    public long Seed { get; }

    /// <summary>The configurations.</summary>
    public IReadOnlyList<OracleCase> Cases { get; }

    /// <summary>The results recorded in the repository.</summary>
    /// <param name="path">The path below the test project, such as <c>Losses/references/losses.json.gz</c>.</param>
    public static OracleFile Recorded(string path) => Read(Path.Combine(AppContext.BaseDirectory, path));

    /// <summary>Reads a file of results.</summary>
    /// <param name="path">Its path.</param>
    public static OracleFile Read(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement.Clone();
        return new OracleFile(
            root.GetProperty("producer").GetString()!,
            root.GetProperty("seed").GetInt64(),
            [.. root.GetProperty("cases").EnumerateArray().Select(element => new OracleCase(element))]);
    }

    /// <summary>Runs a check on every case and fails with all that failed; a file of fewer cases than expected fails too.</summary>
    /// <param name="check">The check, which throws where it fails.</param>
    /// <param name="atLeast">How many cases there must be.</param>
    public void AssertAll(Action<OracleCase> check, int atLeast = 200)
    {
        Assert.True(Cases.Count >= atLeast, $"Expected {atLeast} cases or more, the file has {Cases.Count}.");
        var failures = new List<string>();
        foreach (var oracleCase in Cases)
        {
            try
            {
                check(oracleCase);
            }
            catch (Exception failure)
            {
                failures.Add($"{oracleCase}: {failure.Message}");
            }
        }

        Assert.True(
            failures.Count == 0,
            $"{failures.Count} of {Cases.Count} cases by {Producer}, seed {Seed}, differ:\n{string.Join("\n", failures.Take(8))}");
    }
}
