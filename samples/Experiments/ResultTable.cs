using System.Globalization;

namespace Interop.Samples.Experiments;

/// <summary>The numbers of an experiment, a row for each thing tried.</summary>
/// <param name="columns">The names of the columns; the first column names the rows.</param>
public sealed class ResultTable(params string[] columns)
{
    private readonly List<string[]> _rows = [columns];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">Its cells, in the columns' order.</param>
    public void Add(params FormattableString[] cells) => _rows.Add([.. cells.Select(cell => cell.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>A number as it is printed.</summary>
    /// <param name="row">Which row, counted from 0.</param>
    /// <param name="column">The name of the column.</param>
    public double this[int row, string column] => double.Parse(_rows[row + 1][Array.IndexOf(_rows[0], column)].TrimEnd('%', ' '), CultureInfo.InvariantCulture);

    /// <summary>The table with its columns aligned.</summary>
    public override string ToString()
    {
        int[] widths = [.. _rows[0].Select((_, column) => _rows.Max(row => row[column].Length))];
        return string.Join('\n', _rows.Select(row => string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column])))));
    }
}
