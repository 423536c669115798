using System.Text.Json;
using Interop.Cli.Output;
using Interop.Data.Json;
using Interop.Native.Files;

namespace Interop.Cli.Training;

/// <summary>The command line a training was begun with, kept in its folder so that it can be resumed.</summary>
/// <param name="Arguments">The arguments.</param>
/// <param name="Folder">The folder they were given in, which relative paths start from.</param>
/// <param name="DataBytes">The size of the data file, so that a change is noticed; 0 for folders.</param>
internal sealed record RunCommand(IReadOnlyList<string> Arguments, string Folder, long DataBytes)
{
    /// <summary>The version that is written. Files of this and of earlier versions are read; one that does not say its version is of the first.</summary>
    public const int CurrentVersion = 1;

    /// <summary>As it is typed.</summary>
    public string Line => $"interop {string.Join(' ', Arguments.Select(ShellWord.Of))}";

    /// <summary>Writes it.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("version", CurrentVersion);
        json.WriteTexts("arguments", Arguments);
        json.WriteString("folder", Folder);
        json.WriteNumber("data_bytes", DataBytes);
        json.WriteEndObject();
    });

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CommandException">It is not there, damaged, or of a newer version.</exception>
    public static RunCommand Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new CommandException(ExitCode.BadInput, $"There is no training to resume in '{System.IO.Path.GetDirectoryName(path)}'.", "Name the folder of a training, as runs/iris.");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            CheckVersion(root.FindWholeNumber("version") ?? 1, path);
            return new RunCommand(root.Texts("arguments"), root.Text("folder"), root.LargeNumber("data_bytes"));
        }
        catch (JsonException error)
        {
            throw new CommandException(ExitCode.BadInput, $"'{path}' is damaged: {error.Message.TrimEnd('.')}.", "Begin the training anew.");
        }
    }

    private static void CheckVersion(int version, string path)
    {
        if (version < 1)
        {
            throw new JsonException($"'version' is a whole number of 1 or more, got {version}");
        }

        if (version > CurrentVersion)
        {
            throw new CommandException(
                ExitCode.BadInput,
                $"{path}: a newer version began the training, in format {version}; this one reads formats up to {CurrentVersion}.",
                "Update interop to go on with it, or begin the training anew.");
        }
    }
}
