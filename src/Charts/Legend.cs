namespace Interop.Charts;

/// <summary>The names of series or classes beside their colours.</summary>
internal static class Legend
{
    // About the width of a letter of the charts' font, since text cannot be measured here.
    private const double Letter = 6.6;

    /// <summary>Writes the names in a row; nothing where there is but one.</summary>
    public static void Draw(SvgDrawing drawing, IReadOnlyList<string> names, double x, double y)
    {
        for (var i = 0; i < names.Count && names.Count > 1; i++)
        {
            drawing.Rectangle(ChartStyle.Fill(i), x, y - 8, 12, 8);
            drawing.Text(x + 17, y, names[i], "start");
            x += 30 + (names[i].Length * Letter);
        }
    }
}
