namespace Interop.Charts;

/// <summary>Lines over a common axis: loss and metrics over epochs, a learning rate over steps.</summary>
/// <example>
/// <code>
/// var chart = new LineChart("Loss", "epoch", "cross-entropy") { Series = [ChartSeries.Of("training", history["loss"])] };
/// File.WriteAllText("loss.svg", chart.Draw().ToDocument());
/// </code>
/// </example>
/// <param name="title">What stands above it.</param>
/// <param name="xLabel">What the axis to the right is.</param>
/// <param name="yLabel">What the axis upwards is.</param>
public sealed class LineChart(string title, string xLabel, string yLabel)
{
    private const int MostPoints = 1000;
    private const double Left = 58;
    private const double Top = 28;

    /// <summary>The lines; the colours follow their order.</summary>
    public IReadOnlyList<ChartSeries> Series { get; init; } = [];

    /// <summary>Places on the axis to the right that are marked, with a word for each: the best epoch.</summary>
    public IReadOnlyList<(double X, string Words)> Marks { get; init; } = [];

    /// <summary>Whether equal distances upwards are equal ratios; values that are not positive are then left out.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>The width in pixels.</summary>
    public int Width { get; init; } = 480;

    /// <summary>The height in pixels.</summary>
    public int Height { get; init; } = 280;

    /// <summary>Draws the chart.</summary>
    public SvgDrawing Draw()
    {
        var drawing = new SvgDrawing(Width, Height, $"{title}: {yLabel} over {xLabel}");
        double right = Width - 12;
        var legend = new Legend([.. Series.Select(series => series.Name)], right - Left);
        var bottom = Height - 42 - legend.Height;
        var x = new Axis(Series.SelectMany(series => series.Points).Select(point => point.X).Concat(Marks.Select(mark => mark.X)), Left, right);
        var y = new Axis(Series.SelectMany(series => series.Points).Select(point => point.Y), bottom, Top, Logarithmic);
        drawing.Text(Left, 16, title, "start", "title");
        drawing.Text(right, 16, yLabel, "end");
        foreach (var (value, words) in y.Ticks(5))
        {
            drawing.Line("grid", Left, y.At(value), right, y.At(value));
            drawing.Text(Left - 6, y.At(value) + 4, words, "end");
        }

        foreach (var (value, words) in x.Ticks(8))
        {
            drawing.Line("axis", x.At(value), bottom, x.At(value), bottom + 4);
            drawing.Text(x.At(value), bottom + 17, words);
        }

        drawing.Line("axis", Left, bottom, right, bottom);
        drawing.Text((Left + right) / 2, bottom + 32, xLabel);
        foreach (var (place, words) in Marks)
        {
            drawing.Line("mark", x.At(place), Top, x.At(place), bottom);
            drawing.Text(x.At(place) - 4, Top + 12, words, "end");
        }

        for (var i = 0; i < Series.Count; i++)
        {
            DrawSeries(drawing, Series[i], ChartStyle.Stroke(i), x, y);
        }

        legend.Draw(drawing, Left, bottom + 40);
        return drawing;
    }

    private static void DrawSeries(SvgDrawing drawing, ChartSeries series, string kind, Axis x, Axis y)
    {
        var stride = Math.Max(1, (series.Points.Count + MostPoints - 1) / MostPoints);
        var run = new List<(double, double)>();
        for (var i = 0; i < series.Points.Count; i += stride)
        {
            var (along, up) = series.Points[i];
            if (x.Shows(along) && y.Shows(up))
            {
                run.Add((x.At(along), y.At(up)));
            }
            else
            {
                DrawRun(drawing, kind, run);
            }
        }

        DrawRun(drawing, kind, run);
    }

    // A line needs two points; one alone is drawn as a short stroke, so that it can be seen.
    private static void DrawRun(SvgDrawing drawing, string kind, List<(double X, double Y)> run)
    {
        if (run.Count == 1)
        {
            drawing.Line(kind, run[0].X - 3, run[0].Y, run[0].X + 3, run[0].Y);
        }
        else if (run.Count > 1)
        {
            drawing.Path(kind, run);
        }

        run.Clear();
    }
}
