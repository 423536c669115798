using Spectre.Console;

namespace Interop.Cli.Output;

/// <summary>Shows rows under headings: with lines on a terminal, as plain columns elsewhere.</summary>
internal static class TextTable
{
    /// <summary>Shows them.</summary>
    /// <param name="output">Where.</param>
    /// <param name="columns">The headings; one that begins with # holds numbers.</param>
    /// <param name="rows">The rows.</param>
    public static void Show(CommandOutput output, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (output.IsTerminal)
        {
            var table = new Table().Border(TableBorder.Rounded);
            foreach (var column in columns)
            {
                var heading = new TableColumn($"[grey]{Markup.Escape(column.TrimStart('#'))}[/]");
                table.AddColumn(column.StartsWith('#') ? heading.RightAligned() : heading);
            }

            foreach (var row in rows)
            {
                table.AddRow([.. row.Select(Markup.Escape)]);
            }

            output.Console.Write(table);
            return;
        }

        int[] widths = [.. columns.Select((column, i) => rows.Select(row => row[i].Length).Append(column.TrimStart('#').Length).Max())];
        Write([.. columns.Select(column => column.TrimStart('#'))]);
        foreach (var row in rows)
        {
            Write(row);
        }

        void Write(IReadOnlyList<string> row) => output.Line(string.Join("  ", row.Select((cell, i) =>
            columns[i].StartsWith('#') ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd());
    }
}
