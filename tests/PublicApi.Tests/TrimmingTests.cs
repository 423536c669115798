using System.Reflection;

namespace Interop.PublicApi.Tests;

/// <summary>
/// The libraries say of themselves that they can be trimmed and compiled ahead of time. With that said, the build analyses them for both, and a warning is an error; nothing in
/// their sources may silence one.
/// </summary>
public sealed class TrimmingTests
{
    [Theory]
    [InlineData("Interop.Charts")]
    [InlineData("Interop.Data")]
    [InlineData("Interop.MLNetExtensions")]
    [InlineData("Interop.Native")]
    [InlineData("Interop.OnnxBridge")]
    [InlineData("Interop.TorchBridge")]
    public void A_library_can_be_trimmed_and_compiled_ahead_of_time(string assembly)
    {
        Assert.SkipWhen(
            assembly == "Interop.MLNetExtensions" && Backends.All.Single(one => one.Package == "Microsoft.ML").IsLive, "ML.NET, which is present, works by reflection.");
        var said = Assembly.Load(assembly).GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(entry => entry.Key, entry => entry.Value);
        Assert.Equal("True", said["IsTrimmable"]);
        Assert.Equal("True", said["IsAotCompatible"]);
    }

    [Fact]
    public void No_warning_of_trimming_is_silenced()
    {
        string[] silencers = ["UnconditionalSuppressMessage", "RequiresUnreferencedCode", "RequiresDynamicCode", "NoWarn>$(NoWarn);IL", "SuppressTrimAnalysisWarnings"];
        var sources = Path.Combine(Root(), "src");
        foreach (var file in Directory.EnumerateFiles(sources, "*", SearchOption.AllDirectories).Where(IsSource))
        {
            var text = File.ReadAllText(file);
            Assert.All(silencers, silencer => Assert.False(text.Contains(silencer, StringComparison.Ordinal), $"{file} has {silencer}."));
        }

        static bool IsSource(string file) => Path.GetExtension(file) is ".cs" or ".csproj" or ".props" or ".targets"
            && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Interop.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Interop.sln.");
        }

        return folder.FullName;
    }
}
