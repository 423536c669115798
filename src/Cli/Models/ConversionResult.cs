using System.Globalization;
using Interop.Cli.Output;
using Interop.Native.Files;

namespace Interop.Cli.Models;

/// <summary>What came of a conversion.</summary>
/// <param name="Source">The file that was read.</param>
/// <param name="Target">The file that was written.</param>
/// <param name="Notes">What should be known of it, one sentence each.</param>
internal sealed record ConversionResult(string Source, string Target, IReadOnlyList<string> Notes)
{
    /// <summary>Tells of it.</summary>
    /// <param name="output">Where.</param>
    public void Tell(CommandOutput output)
    {
        var bytes = new FileInfo(Target).Length;
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteString("source", Source);
                json.WriteString("target", Target);
                json.WriteNumber("bytes", bytes);
                json.WriteTexts("notes", Notes);
            });
            return;
        }

        foreach (var note in Notes)
        {
            output.Line(note);
        }

        output.Line($"{Target}: {bytes.ToString("N0", CultureInfo.InvariantCulture)} bytes");
    }
}
