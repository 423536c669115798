namespace Interop.Bench.Machine;

/// <summary>The command line as its package has it: compiled ahead of time (ReadyToRun), run by the installed .NET.</summary>
internal static class PublishedTool
{
    private static readonly string Project = Path.Combine("src", "Cli", "Interop.Cli.csproj");
    private static readonly string Folder = Path.Combine("artifacts", "bench", "interop");

    /// <summary>Publishes it and returns the program.</summary>
    /// <exception cref="InvalidOperationException">It cannot be published here.</exception>
    public static string Publish()
    {
        if (!File.Exists(Project))
        {
            throw new InvalidOperationException("cold-start publishes the command line from the repository's folder; start it there, or name an installed one with --tool.");
        }

        var (isPublished, output) = AheadOfTime.Publish(Project, Folder);
        return isPublished
            ? Path.GetFullPath(Path.Combine(Folder, OperatingSystem.IsWindows() ? "interop.exe" : "interop"))
            : throw new InvalidOperationException($"The command line cannot be published with ReadyToRun here; name an installed one with --tool.\n{output}");
    }
}
