using Spectre.Console;

namespace Interop.Parity.Reports;

/// <summary>A table that leaves columns out where the screen is narrow, rather than breaking every word.</summary>
/// <param name="display">Where it is shown.</param>
/// <param name="columns">The columns; those that end in a tilde are for wide screens only.</param>
internal sealed class ScreenTable(Display display, params string[] columns)
{
    private const int NarrowWidth = 130;
    private readonly bool[] _shown = [.. columns.Select(column => display.Width >= NarrowWidth || !column.EndsWith('~'))];
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">One cell for each column.</param>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Shows the table; nothing where it has no rows.</summary>
    public void Show()
    {
        if (_rows.Count == 0)
        {
            return;
        }

        var table = new Table().Border(display.IsLive ? TableBorder.Rounded : TableBorder.Ascii);
        table.AddColumns([.. Chosen([.. columns.Select(column => column.TrimEnd('~'))])]);
        foreach (var row in _rows)
        {
            table.AddRow(Chosen(row).Select(cell => new Text(cell)));
        }

        display.Show(table);
    }

    private IEnumerable<string> Chosen(string[] cells) => cells.Where((_, column) => _shown[column]);
}
