namespace Interop.PublicApi.Tests;

/// <summary>
/// The public API is a reviewed thing: docs/api lists it, and a change of it shows as a change of the listing. With INTEROP_WRITE_API=1 the tests
/// write the listings instead of comparing them.
/// </summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData("Interop.Charts", null)]
    [InlineData("Interop.Data", null)]
    [InlineData("Interop.MLNetExtensions", "Microsoft.ML")]
    [InlineData("Interop.Native", null)]
    [InlineData("Interop.OnnxBridge", null)]
    [InlineData("Interop.TorchBridge", "TorchSharp-cpu")]
    public void The_public_API_is_the_one_that_is_listed(string assembly, string? backend)
    {
        Assert.SkipUnless(
            backend is null || Backends.All.Single(one => one.Package == backend).IsLive,
            $"{assembly} offers all of its API where {backend} is present; the package sources here do not serve it.");
        var listed = Path.Combine(Folder(), $"{assembly}.txt");
        string[] references =
        [
            .. Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Where(IsManaged),
            .. Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System*.dll"),
        ];
        var offered = PublicApiListing.Of(Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll"), references);
        if (Environment.GetEnvironmentVariable("INTEROP_WRITE_API") == "1")
        {
            File.WriteAllText(listed, offered);
        }

        Assert.True(File.Exists(listed), $"docs/api/{assembly}.txt is missing; write it with INTEROP_WRITE_API=1.");
        var before = File.ReadAllText(listed).ReplaceLineEndings("\n").Split('\n');
        var now = offered.Split('\n');
        string[] changes = [.. before.Except(now).Select(line => $"- {line}"), .. now.Except(before).Select(line => $"+ {line}")];
        Assert.True(
            before.SequenceEqual(now),
            $"The public API of {assembly} is not the listed one. If the change is meant, run this test with INTEROP_WRITE_API=1, read the difference " +
            $"in docs/api/{assembly}.txt and commit it.\n{string.Join('\n', changes.Take(40))}");
    }

    private static bool IsManaged(string path)
    {
        using var file = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(path));
        return file.HasMetadata;
    }

    // Tests run below the repository; where sources were compiled says nothing in a deterministic build.
    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Interop.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Interop.sln.");
        }

        return Path.Combine(folder.FullName, "docs", "api");
    }
}
