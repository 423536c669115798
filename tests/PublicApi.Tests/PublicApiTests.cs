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
        var error = ListingFile.Check(listed, offered, isWritten: Environment.GetEnvironmentVariable("INTEROP_WRITE_API") == "1");
        Assert.True(error is null, error);
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
