using System.Globalization;

namespace Interop.Charts;

/// <summary>A table whose cells are the darker the larger their numbers: a confusion matrix.</summary>
/// <param name="title">What stands above it.</param>
/// <param name="rowLabel">What the rows are: the actual class.</param>
/// <param name="columnLabel">What the columns are: the predicted class.</param>
public sealed class HeatMap(string title, string rowLabel, string columnLabel)
{
    private const int MostLetters = 10;
    private const int LetterWidth = 7;
    private const double WidestTable = 560;

    /// <summary>The names of rows and columns; those beyond the given are numbered.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether a cell's shade is its share of its row instead of its share of the largest number.</summary>
    public bool ByRow { get; init; } = true;

    /// <summary>The height of a cell in pixels, and its width where the names of the columns are no longer; less for large tables.</summary>
    public double CellSize { get; init; } = 44;

    /// <summary>Draws the table.</summary>
    /// <param name="values">The numbers, not negative, rows first.</param>
    public SvgDrawing Draw(double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (rows, columns) = (values.GetLength(0), values.GetLength(1));
        var size = Math.Max(14, Math.Min(CellSize, WidestTable / Math.Max(1, Math.Max(rows, columns))));
        var width = Math.Max(size, Math.Min((Longest(columns) * LetterWidth) + 8, WidestTable / Math.Max(1, columns)));
        double left = 34 + (Longest(rows) * LetterWidth), top = 62;
        var drawing = new SvgDrawing(
            (int)Math.Max(left + (columns * width) + 10, (title.Length * 8) + 20), (int)(top + (rows * size) + 10), $"{title}: {columnLabel} for each {rowLabel}");
        drawing.Text(10, 16, title, "start", "title");
        drawing.Text(left + (columns * width / 2), 36, columnLabel);
        drawing.Text(10, top - 8, rowLabel, "start");
        for (var column = 0; column < columns; column++)
        {
            drawing.Text(left + ((column + 0.5) * width), top - 8, Cut(Name(column), Math.Max(1, (int)(width / LetterWidth))));
        }

        for (var row = 0; row < rows; row++)
        {
            drawing.Text(left - 6, top + ((row + 0.5) * size) + 4, Name(row), "end");
            var largest = Largest(values, row);
            for (var column = 0; column < columns; column++)
            {
                DrawCell(drawing, values[row, column], largest, (left + (column * width), top + (row * size)), (width, size), $"{Name(row)} as {Name(column)}");
            }
        }

        return drawing;
    }

    private static void DrawCell(SvgDrawing drawing, double value, double largest, (double X, double Y) place, (double Width, double Height) size, string what)
    {
        var share = largest > 0 ? value / largest : 0;
        var words = value.ToString("0.##", CultureInfo.InvariantCulture);
        drawing.Rectangle(ChartStyle.Fill(0), place.X, place.Y, size.Width - 1, size.Height - 1, $"{what}: {words}", 0.06 + (0.94 * share));
        if (words.Length * LetterWidth < size.Width)
        {
            drawing.Text(place.X + (size.Width / 2), place.Y + (size.Height / 2) + 4, words, kind: share > 0.5 ? "on" : null);
        }
    }

    private double Largest(double[,] values, int row) => ByRow
        ? Enumerable.Range(0, values.GetLength(1)).Sum(column => values[row, column])
        : values.Cast<double>().DefaultIfEmpty(0).Max();

    private int Longest(int count) => Enumerable.Range(0, count).Select(index => Name(index).Length).DefaultIfEmpty(0).Max();

    private string Name(int index) => Cut(index < Names.Count ? Names[index] : index.ToString(CultureInfo.InvariantCulture), MostLetters);

    private static string Cut(string name, int letters) => name.Length <= letters ? name : $"{name[..(letters - 1)]}…";
}
