namespace Interop.PublicApi.Tests;

/// <summary>The file that lists the public API of an assembly.</summary>
internal static class ListingFile
{
    /// <summary>Compares it with what an assembly offers, or writes that first.</summary>
    /// <param name="path">The file.</param>
    /// <param name="offered">What the assembly offers.</param>
    /// <param name="isWritten">Whether the file is written.</param>
    /// <returns>What is to be said where they are not the same; null where they are.</returns>
    public static string? Check(string path, string offered, bool isWritten)
    {
        if (isWritten)
        {
            File.WriteAllText(path, offered);
        }

        var name = Path.GetFileName(path);
        if (!File.Exists(path))
        {
            return $"docs/api/{name} is missing; write it with INTEROP_WRITE_API=1.";
        }

        var before = File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n');
        var now = offered.Split('\n');
        string[] changes = [.. before.Except(now).Select(line => $"- {line}"), .. now.Except(before).Select(line => $"+ {line}")];
        return before.SequenceEqual(now)
            ? null
            : $"The public API of {Path.GetFileNameWithoutExtension(path)} is not the listed one. If the change is meant, run this test with INTEROP_WRITE_API=1, read the difference " +
                $"in docs/api/{name} and commit it.\n{string.Join('\n', changes.Take(40))}";
    }
}
