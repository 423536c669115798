using System.Globalization;

namespace Interop.Charts;

/// <summary>How often numbers fall into each of some intervals of equal width: weights, errors. Several sets stand before one another, half transparent.</summary>
/// <param name="title">What stands above it.</param>
/// <param name="xLabel">What the numbers are.</param>
public sealed class Histogram(string title, string xLabel)
{
    private const double Left = 58;
    private const double Top = 28;
    private readonly List<(string Name, double[] Values)> _sets = [];

    /// <summary>The number of intervals.</summary>
    public int Bins { get; init; } = 40;

    /// <summary>The width in pixels.</summary>
    public int Width { get; init; } = 480;

    /// <summary>The height in pixels.</summary>
    public int Height { get; init; } = 240;

    /// <summary>Adds a set of numbers.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="values">The numbers; those that are not finite are left out.</param>
    /// <returns>The histogram.</returns>
    public Histogram Add(string name, ReadOnlySpan<float> values)
    {
        var finite = new List<double>(values.Length);
        foreach (var value in values)
        {
            if (float.IsFinite(value))
            {
                finite.Add(value);
            }
        }

        _sets.Add((name, [.. finite]));
        return this;
    }

    /// <summary>Draws the chart.</summary>
    public SvgDrawing Draw()
    {
        var drawing = new SvgDrawing(Width, Height, $"{title}: how often each {xLabel} occurs");
        double right = Width - 12;
        var legend = new Legend([.. _sets.Select(set => set.Name)], right - Left);
        var bottom = Height - 42 - legend.Height;
        double[] all = [.. _sets.SelectMany(set => set.Values)];
        var x = new Axis(all, Left, right);
        var (low, high) = all.Length == 0 ? (0, 0) : (all.Min(), all.Max());
        int[][] counts = [.. _sets.Select(set => Count(set.Values, low, high))];
        var y = new Axis(counts.SelectMany(bins => bins).Select(count => (double)count).Append(0).Append(1), bottom, Top);
        drawing.Text(Left, 16, title, "start", "title");
        foreach (var (value, words) in y.Ticks(4))
        {
            drawing.Line("grid", Left, y.At(value), right, y.At(value));
            drawing.Text(Left - 6, y.At(value) + 4, words, "end");
        }

        for (var set = 0; set < counts.Length; set++)
        {
            for (var bin = 0; bin < Bins; bin++)
            {
                DrawBar(drawing, set, counts[set][bin], (x.At(Edge(low, high, bin)), x.At(Edge(low, high, bin + 1))), y, Range(low, high, bin));
            }
        }

        foreach (var (value, words) in x.Ticks(7))
        {
            drawing.Line("axis", x.At(value), bottom, x.At(value), bottom + 4);
            drawing.Text(x.At(value), bottom + 17, words);
        }

        drawing.Line("axis", Left, bottom, right, bottom);
        drawing.Text((Left + right) / 2, bottom + 32, xLabel);
        legend.Draw(drawing, Left, bottom + 40);
        return drawing;
    }

    private void DrawBar(SvgDrawing drawing, int set, int count, (double Left, double Right) edges, Axis y, string range)
    {
        if (count > 0)
        {
            // A set whose numbers are all alike has intervals of no width.
            var width = Math.Max(1, edges.Right - edges.Left - 0.5);
            drawing.Rectangle(
                ChartStyle.Fill(set), edges.Left, y.At(count), width, y.At(0) - y.At(count), $"{_sets[set].Name}: {count} in {range}", _sets.Count > 1 ? 0.6 : 1);
        }
    }

    private int[] Count(double[] values, double low, double high)
    {
        var counts = new int[Bins];
        foreach (var value in values)
        {
            counts[high > low ? Math.Min(Bins - 1, (int)((value - low) / (high - low) * Bins)) : 0]++;
        }

        return counts;
    }

    private double Edge(double low, double high, int bin) => low + ((high - low) * bin / Bins);

    private string Range(double low, double high, int bin) =>
        string.Create(CultureInfo.InvariantCulture, $"{Edge(low, high, bin):0.####} to {Edge(low, high, bin + 1):0.####}");
}
