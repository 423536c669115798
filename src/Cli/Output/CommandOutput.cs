using System.Text;
using System.Text.Json;
using Spectre.Console;

namespace Interop.Cli.Output;

/// <summary>Where a command's words go: text for people, or with <c>--json</c> one JSON object a line and nothing else.</summary>
/// <param name="output">Where results go.</param>
/// <param name="error">Where errors and warnings go.</param>
/// <param name="isTerminal">Whether somebody looks at the output as it comes, so that it may have colours and move.</param>
internal sealed class CommandOutput(TextWriter output, TextWriter error, bool isTerminal)
{
    private IAnsiConsole? _console;

    /// <summary>Whether results are JSON.</summary>
    public bool IsJson { get; set; }

    /// <summary>Whether output may have colours and move.</summary>
    public bool IsTerminal => isTerminal && !IsJson;

    /// <summary>Where results go, for commands whose result is a stream of text.</summary>
    public TextWriter Writer { get; } = output;

    /// <summary>Where errors and warnings go.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>The terminal for tables and progress. Without one, tables are plain text.</summary>
    public IAnsiConsole Console => _console ??= CreateConsole();

    /// <summary>Leaves the terminal as it was before the program is ended at once: whatever moves there hides the cursor.</summary>
    public void LeaveTerminal()
    {
        if (IsTerminal)
        {
            Console.Cursor.Show(true);
        }
    }

    /// <summary>Writes a line for people; nothing with <c>--json</c>.</summary>
    /// <param name="text">The line.</param>
    public void Line(string text = "")
    {
        if (!IsJson)
        {
            Writer.WriteLine(text);
        }
    }

    /// <summary>Writes what should be known but does not stop the command.</summary>
    /// <param name="text">The sentence.</param>
    public void Warning(string text) => Error.WriteLine($"warning: {text}");

    /// <summary>Writes a JSON object as one line with <c>--json</c>; nothing without.</summary>
    /// <param name="write">Writes the object's members.</param>
    public void JsonOnly(Action<Utf8JsonWriter> write)
    {
        if (IsJson)
        {
            Json(write);
        }
    }

    /// <summary>Writes a JSON object as one line.</summary>
    /// <param name="write">Writes the object's members.</param>
    public void Json(Action<Utf8JsonWriter> write) => Json(Writer, write);

    /// <summary>Writes a JSON object as one line.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="write">Writes the object's members.</param>
    public static void Json(TextWriter writer, Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        writer.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
        writer.Flush();
    }

    private IAnsiConsole CreateConsole()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = IsTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(Writer),
        });
        if (!IsTerminal)
        {
            // In a pipe lines are as long as they are.
            console.Profile.Width = 4096;
        }

        return console;
    }
}
