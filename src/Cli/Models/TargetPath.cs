using Interop.Cli.Output;

namespace Interop.Cli.Models;

/// <summary>Looks at where a file is to be written before anything is done for it.</summary>
internal static class TargetPath
{
    private const int MostLinks = 40;

    /// <summary>Throws where the target's folder is missing, or where the target is one of the files that are read.</summary>
    /// <param name="target">The file to write.</param>
    /// <param name="sources">The files that are read; null for none.</param>
    /// <exception cref="CommandException">The folder is missing, or source and target are the same file.</exception>
    public static void Check(string target, params ReadOnlySpan<string?> sources)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(target));
        if (folder is not null && !Directory.Exists(folder))
        {
            var shown = ErrorReport.Shown(folder);
            throw new CommandException(ExitCode.FileAccess, $"'{target}' cannot be written: there is no folder '{shown}'.", "Make it first, or choose another.");
        }

        if (Directory.Exists(target))
        {
            throw new CommandException(ExitCode.FileAccess, $"'{target}' cannot be written: it is a folder.", "Name a file in it.");
        }

        foreach (var source in sources)
        {
            if (source is not null && AreSame(source, target))
            {
                throw new CommandException(
                    ExitCode.Usage, $"'{target}' is read and would be written over: it is the same file as '{source}'.", "Name another file to write.");
            }
        }
    }

    private static bool AreSame(string first, string second) => string.Equals(
        Resolve(Path.GetFullPath(first)),
        Resolve(Path.GetFullPath(second)),
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    // Links are followed in every folder of the path, from the root on; a circle of them ends where it is.
    private static string Resolve(string path)
    {
        for (var links = 0; links < MostLinks; links++)
        {
            var at = Path.GetPathRoot(path)!;
            var isMoved = false;
            var parts = path[at.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
            for (var i = 0; i < parts.Length && !isMoved; i++)
            {
                at = Path.Combine(at, parts[i]);
                if (new FileInfo(at).LinkTarget is { } link)
                {
                    path = Path.GetFullPath(Path.Combine([Path.GetDirectoryName(at)!, link, .. parts[(i + 1)..]]));
                    isMoved = true;
                }
            }

            if (!isMoved)
            {
                return at;
            }
        }

        return path;
    }
}
