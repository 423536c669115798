namespace Interop.Bench.Machine;

/// <summary>This program as users would publish it for a quick start: compiled ahead of time (ReadyToRun), run by the installed .NET.</summary>
internal static class PublishedBench
{
    private static readonly string Project = Path.Combine("bench", "Interop.Bench.csproj");
    private static readonly string Folder = Path.Combine("artifacts", "bench", "app");
    private static readonly Lazy<string> Program = new(Publish);

    /// <summary>The program; as it was built where it cannot be published here.</summary>
    public static string ProgramPath => Program.Value;

    private static string Publish()
    {
        var built = Environment.ProcessPath!;
        if (!File.Exists(Project))
        {
            return AsBuilt("it is not started in the repository's folder");
        }

        var (isPublished, _) = AheadOfTime.Publish(Project, Folder);
        var published = Path.GetFullPath(Path.Combine(Folder, Path.GetFileName(built)));
        return isPublished && File.Exists(published) ? published : AsBuilt("no package source serves what compiles it ahead of time");

        string AsBuilt(string reason)
        {
            Console.WriteLine($"First steps are those of the program as it was built, without ReadyToRun: {reason}.");
            return built;
        }
    }
}
