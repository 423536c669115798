using System.Globalization;

namespace Interop.Native.Files;

/// <summary>The names of checkpoints in a folder: <c>checkpoint-0000001320.safetensors</c> after step 1320.</summary>
internal static class CheckpointFolder
{
    private const string Beginning = "checkpoint-";
    private const string Ending = ".safetensors";

    /// <summary>The best model's name.</summary>
    public const string Best = "best.safetensors";

    /// <summary>The file of a step.</summary>
    public static string PathOf(string folder, long step) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Beginning}{step:D10}{Ending}"));

    /// <summary>All checkpoints by step; none where there is no such folder.</summary>
    public static IReadOnlyList<string> List(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return
        [
            .. Directory.EnumerateFiles(folder, $"{Beginning}*{Ending}")
                .Select(path => (Path: path, Step: StepOf(path)))
                .Where(file => file.Step is not null)
                .OrderBy(file => file.Step)
                .Select(file => file.Path),
        ];
    }

    /// <summary>Removes what a killed process left half written.</summary>
    public static void DeleteLeftovers(string folder)
    {
        AtomicFile.DeleteLeftovers(folder, $"{Beginning}*{Ending}");
        AtomicFile.DeleteLeftovers(folder, Best);
    }

    private static long? StepOf(string path)
    {
        var name = Path.GetFileName(path);
        return long.TryParse(name.AsSpan(Beginning.Length, name.Length - Beginning.Length - Ending.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            ? step
            : null;
    }
}
