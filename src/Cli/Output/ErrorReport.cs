using System.Globalization;
using System.Text.Json;
using Interop.Data.Tables;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.OnnxBridge;
using Interop.TorchBridge;

namespace Interop.Cli.Output;

/// <summary>Tells what went wrong, and how to go on; never a stack trace for what the user can mend.</summary>
/// <param name="ExitCode">One of <see cref="Cli.ExitCode"/>.</param>
/// <param name="Message">What was expected and what came.</param>
/// <param name="Hint">How to go on; null where the message says it.</param>
internal sealed record ErrorReport(int ExitCode, string Message, string? Hint)
{
    private const int DiskFull = unchecked((int)0x80070070);
    private const int NoSpaceOnUnix = 28;
    private const int ReadOnlyOnUnix = 30;
    private const int WriteProtected = unchecked((int)0x80070013);
    private const int BrokenPipeOnUnix = 32;
    private const int BrokenPipe = unchecked((int)0x8007006D);

    /// <summary>The environment variable that shows stack traces of internal errors.</summary>
    public const string TraceVariable = "INTEROP_TRACE";

    /// <summary>What an exception says to the user.</summary>
    /// <param name="error">The exception.</param>
    public static ErrorReport Of(Exception error) => error switch
    {
        CommandException own => new(own.ExitCode, own.Message, own.Hint),
        TableRowException { IsMissing: true } => new(
            Cli.ExitCode.BadInput, error.Message, "Mend the file, or say what becomes of missing values: --missing mean, or --missing skip to leave such rows out."),
        TableRowException { MixedColumn: { } column } mixed => new(Cli.ExitCode.BadInput, error.Message, MixedHint(column, mixed.IsLabel)),
        TableRowException => new(Cli.ExitCode.BadInput, error.Message, "Mend the file, or leave such rows out and count them with --skip-bad-rows."),
        TorchStateException { Report: { } report } => new(
            Cli.ExitCode.BadConfiguration, $"The weights do not fit the network. {report}", "Take what fits, and leave the rest as it is, with --partial."),
        OnnxVerificationException => new(
            Cli.ExitCode.Difference, error.Message, "The model was not written. Write it all the same with --no-verify; 'interop parity' then tells how far apart the two are."),
        FileNotFoundException { FileName: { } file } when !error.Message.StartsWith("Expected", StringComparison.Ordinal) =>
            new(Cli.ExitCode.BadInput, $"There is no file '{Shown(file)}'.", NearestFile(file)),
        FileNotFoundException or DirectoryNotFoundException or InvalidDataException or EndOfStreamException or OnnxFormatException or TorchFileException =>
            new(Cli.ExitCode.BadInput, error.Message, null),
        LossException { IsNotANumber: true } => new(Cli.ExitCode.Diverged, $"The training broke down: {error.Message}", null),
        ArgumentException argument => new(Cli.ExitCode.BadConfiguration, WithoutParameter(argument), null),
        NetworkException or LossException or OnnxExportException or TorchStateException or NotSupportedException or OverflowException =>
            new(Cli.ExitCode.BadConfiguration, error.Message, null),
        OutOfMemoryException => new(Cli.ExitCode.BadConfiguration, "There is not enough memory for this.", "Use a smaller network, smaller batches (--batch-size), or a part of the data."),
        IOException { HResult: ReadOnlyOnUnix or WriteProtected } => new(
            Cli.ExitCode.FileAccess, error.Message, "Choose another place to write to, or make this one writable."),
        UnauthorizedAccessException => new(Cli.ExitCode.FileAccess, error.Message, "Choose another place, or change who may read or write there."),
        IOException io when io.HResult is DiskFull or NoSpaceOnUnix => new(Cli.ExitCode.FileAccess, $"The disk is full: {error.Message}", "Make room; what was saved before is still whole."),
        IOException => new(Cli.ExitCode.FileAccess, error.Message, null),
        _ => new(
            Cli.ExitCode.InternalError,
            $"Something went wrong inside the program: {error.GetType().Name}: {error.Message}",
            $"Please report it, with what {TraceVariable}=1 shows more."),
    };

    /// <summary>Whether whoever reads the output has had enough of it, as <c>head</c> has: that is no mistake.</summary>
    /// <param name="error">The exception.</param>
    public static bool IsClosedPipe(Exception error) => error is IOException { HResult: BrokenPipe or BrokenPipeOnUnix };

    /// <summary>Writes it, as JSON where results are JSON.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="error">The exception, for the trace of an internal error.</param>
    public void Write(CommandOutput output, Exception error)
    {
        if (output.IsJson)
        {
            CommandOutput.Json(output.Error, WriteJson);
        }
        else
        {
            output.Error.WriteLine($"error: {Message}");
            if (Hint is not null)
            {
                output.Error.WriteLine($"       {Hint}");
            }
        }

        if (ExitCode == Cli.ExitCode.InternalError && Environment.GetEnvironmentVariable(TraceVariable) == "1")
        {
            output.Error.WriteLine(error);
        }
    }

    /// <summary>A path as it is shown: relative where that is shorter.</summary>
    public static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.Length < path.Length && !relative.StartsWith("../..", StringComparison.Ordinal) ? relative : path;
    }

    // Names of parameters are for programmers.
    private static string WithoutParameter(ArgumentException error)
    {
        var end = error.Message.IndexOf($" (Parameter '{error.ParamName}')", StringComparison.Ordinal);
        var text = end > 0 ? error.Message[..end] : error.Message;
        return error is ArgumentOutOfRangeException { ActualValue: IFormattable value } && value.ToString(null, CultureInfo.InvariantCulture) is var got && !text.Contains(got, StringComparison.Ordinal)
            ? $"{text.TrimEnd('.')}, got {got}."
            : text;
    }

    private static string MixedHint(string column, bool isLabel)
    {
        var option = isLabel ? "the label's values are classes: --task classification" : $"the column's values are names of things: --categorical {ShellWord.Of(column)}";
        return $"Mend the file; leave such rows out and count them with --skip-bad-rows; or, where {option}.";
    }

    private void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject("error");
        json.WriteNumber("exit_code", ExitCode);
        json.WriteString("message", Message);
        if (Hint is not null)
        {
            json.WriteString("hint", Hint);
        }

        json.WriteEndObject();
    }

    private static string? NearestFile(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file));
        if (folder is null || !Directory.Exists(folder))
        {
            return $"The folder '{Shown(folder ?? file)}' is not there either.";
        }

        var names = Directory.EnumerateFileSystemEntries(folder).Take(1000).Select(Path.GetFileName).OfType<string>();
        return Spelling.Nearest(Path.GetFileName(file), names) is { } nearest ? $"Did you mean '{nearest}'?" : null;
    }
}
