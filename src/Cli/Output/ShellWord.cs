namespace Interop.Cli.Output;

/// <summary>Words of a command line that is told, so that it can be typed or copied as it stands.</summary>
internal static class ShellWord
{
    private const string Plain = "_-./:,=@%+";

    // Within double quotes a shell gives these a meaning all the same.
    private const string Special = "\"$`!\\";

    /// <summary>A word as it is typed: as it is where no shell gives its characters a meaning, else in quotes.</summary>
    /// <param name="text">The word.</param>
    public static string Of(string text)
    {
        var isWindows = OperatingSystem.IsWindows();
        if (text.Length > 0 && text.All(character => char.IsLetterOrDigit(character) || Plain.Contains(character, StringComparison.Ordinal) || (isWindows && character == '\\')))
        {
            return text;
        }

        return isWindows || !text.Any(character => Special.Contains(character, StringComparison.Ordinal))
            ? $"\"{text}\""
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
