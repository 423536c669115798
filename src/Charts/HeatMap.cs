using System.Globalization;

namespace Interop.Charts;

/// <summary>A table whose cells are the darker the larger their numbers: a confusion matrix.</summary>
/// <param name="title">What stands above it.</param>
/// <param name="rowLabel">What the rows are: the actual class.</param>
/// <param name="columnLabel">What the columns are: the predicted class.</param>
public sealed class HeatMap(string title, string rowLabel, string columnLabel)
{
    private const int MostLetters = 10;

    /// <summary>The names of rows and columns; those beyond the given are numbered.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether a cell's shade is its share of its row instead of its share of the largest number.</summary>
    public bool ByRow { get; init; } = true;

    /// <summary>The width of a cell in pixels; less for large tables.</summary>
    public double CellSize { get; init; } = 44;

    /// <summary>Draws the table.</summary>
    /// <param name="values">The numbers, not negative, rows first.</param>
    public SvgDrawing Draw(double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (rows, columns) = (values.GetLength(0), values.GetLength(1));
        var size = Math.Max(14, Math.Min(CellSize, 560.0 / Math.Max(1, Math.Max(rows, columns))));
        double left = 34 + (Enumerable.Range(0, rows).Select(row => Name(row).Length).DefaultIfEmpty(0).Max() * 7), top = 62;
        var drawing = new SvgDrawing(
            (int)Math.Max(left + (columns * size) + 10, (title.Length * 8) + 20), (int)(top + (rows * size) + 10), $"{title}: {columnLabel} for each {rowLabel}");
        drawing.Text(10, 16, title, "start", "title");
        drawing.Text(left + (columns * size / 2), 36, columnLabel);
        drawing.Text(10, top - 8, rowLabel, "start");
        for (var column = 0; column < columns; column++)
        {
            drawing.Text(left + ((column + 0.5) * size), top - 8, Name(column)[..Math.Min(Name(column).Length, (int)(size / 7))]);
        }

        for (var row = 0; row < rows; row++)
        {
            drawing.Text(left - 6, top + ((row + 0.5) * size) + 4, Name(row), "end");
            var largest = Largest(values, row);
            for (var column = 0; column < columns; column++)
            {
                DrawCell(drawing, values[row, column], largest, left + (column * size), top + (row * size), size, $"{Name(row)} as {Name(column)}");
            }
        }

        return drawing;
    }

    private static void DrawCell(SvgDrawing drawing, double value, double largest, double x, double y, double size, string what)
    {
        var share = largest > 0 ? value / largest : 0;
        var words = value.ToString("0.##", CultureInfo.InvariantCulture);
        drawing.Rectangle(ChartStyle.Fill(0), x, y, size - 1, size - 1, $"{what}: {words}", 0.06 + (0.94 * share));
        if (words.Length * 7 < size)
        {
            drawing.Text(x + (size / 2), y + (size / 2) + 4, words, kind: share > 0.5 ? "on" : null);
        }
    }

    private double Largest(double[,] values, int row) => ByRow
        ? Enumerable.Range(0, values.GetLength(1)).Sum(column => values[row, column])
        : values.Cast<double>().DefaultIfEmpty(0).Max();

    private string Name(int index)
    {
        var name = index < Names.Count ? Names[index] : index.ToString(CultureInfo.InvariantCulture);
        return name.Length <= MostLetters ? name : $"{name[..(MostLetters - 1)]}…";
    }
}
