namespace Interop.PublicApi.Tests;

/// <summary>A listing is written when that is asked for, and compared otherwise.</summary>
public sealed class ListingFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("interop-api-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_listing_is_missing_written_the_same_and_changed()
    {
        var path = Path.Combine(_folder, "Interop.Native.txt");
        var assembly = Path.Combine(AppContext.BaseDirectory, "Interop.Native.dll");
        var offered = PublicApiListing.Of(assembly, [assembly, .. Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System*.dll")]);
        Assert.Contains("docs/api/Interop.Native.txt is missing", ListingFile.Check(path, offered, isWritten: false));
        Assert.Null(ListingFile.Check(path, offered, isWritten: true));
        Assert.Contains("Interop.Native.Networks.Sequential", File.ReadAllText(path));
        Assert.Null(ListingFile.Check(path, offered, isWritten: false));

        // Line ends as a checkout on Windows has them are no change.
        File.WriteAllText(path, offered.ReplaceLineEndings("\r\n"));
        Assert.Null(ListingFile.Check(path, offered, isWritten: false));
        File.WriteAllText(path, offered.Replace("class Interop.Native.Networks.Sequential", "class Interop.Native.Networks.Chain", StringComparison.Ordinal));
        var changed = ListingFile.Check(path, offered, isWritten: false);
        Assert.Contains("- class Interop.Native.Networks.Chain", changed);
        Assert.Contains("+ class Interop.Native.Networks.Sequential", changed);
    }
}
