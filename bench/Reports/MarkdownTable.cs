using System.Text;

namespace Interop.Bench.Reports;

/// <summary>A Markdown table whose columns line up in plain text too.</summary>
/// <param name="headings">The columns' headings.</param>
/// <param name="textColumns">How many columns at the left hold text; the others hold figures, which end alike.</param>
internal sealed class MarkdownTable(IReadOnlyList<string> headings, int textColumns)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row with a text for each heading.</summary>
    public void Add(params string[] cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length, headings.Count);
        _rows.Add(cells);
    }

    public override string ToString()
    {
        int[] widths = [.. headings.Select((heading, column) => _rows.Select(row => row[column].Length).Append(heading.Length).Append(3).Max())];
        var text = new StringBuilder();
        Append(headings);
        Append([.. widths.Select((width, column) => column < textColumns ? new string('-', width) : new string('-', width - 1) + ":")]);
        foreach (var row in _rows)
        {
            Append(row);
        }

        return text.ToString();

        void Append(IReadOnlyList<string> cells)
        {
            for (var column = 0; column < cells.Count; column++)
            {
                text.Append("| ")
                    .Append(column < textColumns ? cells[column].PadRight(widths[column]) : cells[column].PadLeft(widths[column]))
                    .Append(' ');
            }

            text.Append("|\n");
        }
    }
}
