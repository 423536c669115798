using System.Diagnostics;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Interop.Cli.Tests.Infrastructure;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Cli.Tests.Packaging;

/// <summary>The tool as a user gets it: packed from this checkout, as the README says, and installed from the package into a folder of its own.</summary>
internal sealed partial class InstalledTool : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-tool-");

    /// <summary>Packs and installs it.</summary>
    public InstalledTool()
    {
        var (packages, tools) = (Path.Combine(_folder.FullName, "packages"), Path.Combine(_folder.FullName, "tools"));

        // Everything that is built on the way goes into this folder too: the checkout's own may be in use by another build.
        string[] pack = ["pack", "src/Cli", "-c", "Release", "--artifacts-path", Path.Combine(_folder.FullName, "build"), "-o", packages, "-v", "q"];
        var (code, output) = Dotnet(pack);
        if (code != 0 && MissingCompiler().IsMatch(output))
        {
            IsCompilerMissing = true;
            (code, output) = Dotnet([.. pack, "-p:AheadOfTime=false"]);
        }

        Assert.True(code == 0, $"dotnet {string.Join(' ', pack)}:\n{output}");
        (code, output) = Dotnet(["tool", "install", "Interop.Cli", "--tool-path", tools, "--add-source", packages]);
        Assert.True(code == 0, $"dotnet tool install:\n{output}");
        Command = Path.Combine(tools, OperatingSystem.IsWindows() ? "interop.exe" : "interop");
        Compiled = [.. Directory.GetFiles(tools, "*.dll", SearchOption.AllDirectories).Where(IsOwn).Where(IsNative).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];
        Packages = [.. Directory.GetFiles(packages, "*.nupkg").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];
    }

    /// <summary>The program.</summary>
    public string Command { get; }

    /// <summary>Whether no package source serves the compiler's package, so that the tool is packed without.</summary>
    public bool IsCompilerMissing { get; }

    /// <summary>The project's own assemblies that are compiled ahead of time.</summary>
    public IReadOnlyList<string> Compiled { get; }

    /// <summary>The names of the packages.</summary>
    public IReadOnlyList<string> Packages { get; }

    /// <summary>Runs it; it must succeed.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <returns>What it wrote.</returns>
    public string Run(params string[] arguments)
    {
        var (code, output) = ExternalProgram.Run(Command, arguments);
        Assert.True(code == 0, $"interop {string.Join(' ', arguments)} ended with {code}:\n{output}");
        return output;
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private static (int Code, string Output) Dotnet(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = RepositoryFolder.Path(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What an MSBuild that runs these tests says to its own processes is not meant for this one, and none of its processes should outlive it.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"dotnet {string.Join(' ', arguments)} did not end within {Patience}.");
        }

        return (process.ExitCode, output.Result + error.Result);
    }

    private static bool IsOwn(string assembly) => Path.GetFileName(assembly) is var name && (name == "interop.dll" || name.StartsWith("Interop.", StringComparison.Ordinal));

    // An assembly with machine code in it has a header for that.
    private static bool IsNative(string assembly)
    {
        using var reader = new PEReader(File.OpenRead(assembly));
        return reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    [GeneratedRegex("NU110[0-3].*Crossgen2", RegexOptions.IgnoreCase)]
    private static partial Regex MissingCompiler();
}
