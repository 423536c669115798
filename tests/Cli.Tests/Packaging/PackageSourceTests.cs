using System.Diagnostics;

namespace Interop.Cli.Tests.Packaging;

/// <summary>The commands of the page on backends that change what the machine's user gets packages from, run for a user of their own.</summary>
[Trait("Category", "Packaging")]
public sealed class PackageSourceTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("interop-home-");

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public void A_package_source_is_added_and_the_cache_is_cleared()
    {
        var feed = _home.CreateSubdirectory("feed").FullName;
        var package = _home.CreateSubdirectory("cache/some.package").FullName;
        Run("nuget", "add", "source", feed, "--name", "mine");
        var listed = Run("nuget", "list", "source");
        Assert.Contains("mine [Enabled]", listed);
        Assert.Contains(feed, listed);
        Run("nuget", "locals", "global-packages", "--clear");
        Assert.False(Directory.Exists(package));
    }

    private string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _home.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in new[] { "HOME", "USERPROFILE", "APPDATA", "DOTNET_CLI_HOME" })
        {
            start.Environment[name] = _home.FullName;
        }

        start.Environment["NUGET_PACKAGES"] = Path.Combine(_home.FullName, "cache");
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}{error.Result}");
        return output;
    }
}
