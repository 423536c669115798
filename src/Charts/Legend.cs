namespace Interop.Charts;

/// <summary>The names of series or classes beside their colours, in as many rows as they need; none where there is but one name.</summary>
internal sealed class Legend
{
    // About the width of a letter of the charts' font, since text cannot be measured here.
    private const double Letter = 6.6;
    private const double RowHeight = 16;
    private readonly List<(string Name, int Row, double X)> _entries = [];

    /// <summary>Places the names.</summary>
    /// <param name="names">The names, in the order of the colours.</param>
    /// <param name="width">What a row may take up.</param>
    public Legend(IReadOnlyList<string> names, double width)
    {
        double x = 0;
        var row = 0;
        for (var i = 0; i < names.Count && names.Count > 1; i++)
        {
            var needed = 30 + (names[i].Length * Letter);
            if (x > 0 && x + needed > width)
            {
                (x, row) = (0, row + 1);
            }

            _entries.Add((names[i], row, x));
            x += needed;
        }

        Height = _entries.Count == 0 ? 0 : (row + 1) * RowHeight;
    }

    /// <summary>What all rows take up.</summary>
    public double Height { get; }

    /// <summary>Writes the names.</summary>
    /// <param name="drawing">Where to.</param>
    /// <param name="left">The left edge.</param>
    /// <param name="top">The upper edge.</param>
    public void Draw(SvgDrawing drawing, double left, double top)
    {
        for (var i = 0; i < _entries.Count; i++)
        {
            var (name, row, x) = _entries[i];
            var line = top + (row * RowHeight) + 10;
            drawing.Rectangle(ChartStyle.Fill(i), left + x, line - 8, 12, 8);
            drawing.Text(left + x + 17, line, name, "start");
        }
    }
}
