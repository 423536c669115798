namespace Interop.Charts;

/// <summary>Where in a plane a classifier says what, with the samples it learnt from: a decision boundary.</summary>
/// <param name="title">What stands above it.</param>
/// <param name="xLabel">The axis to the right.</param>
/// <param name="yLabel">The axis upwards.</param>
public sealed class RegionMap(string title, string xLabel, string yLabel)
{
    private const double Left = 58;
    private const double Top = 28;

    /// <summary>The samples with their classes.</summary>
    public IReadOnlyList<(double X, double Y, int Class)> Samples { get; init; } = [];

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>The number of places asked along each axis.</summary>
    public int Resolution { get; init; } = 80;

    /// <summary>The width and height of the plane in pixels.</summary>
    public int Size { get; init; } = 340;

    /// <summary>Draws the plane, a twentieth larger than the samples on each side.</summary>
    /// <param name="classOf">The class of each of some places, asked once.</param>
    public SvgDrawing Draw(Func<IReadOnlyList<(double X, double Y)>, IReadOnlyList<int>> classOf)
    {
        ArgumentNullException.ThrowIfNull(classOf);
        var (xs, ys) = (Widened(Samples.Select(sample => sample.X)), Widened(Samples.Select(sample => sample.Y)));
        double right = Left + Size, bottom = Top + Size;
        var (x, y) = (new Axis([xs.Low, xs.High], Left, right), new Axis([ys.Low, ys.High], bottom, Top));
        var legend = new Legend(ClassNames, Size);
        var drawing = new SvgDrawing((int)right + 12, (int)(bottom + 42 + legend.Height), $"{title}: the class of each {xLabel} and {yLabel}");
        drawing.Text(Left, 16, title, "start", "title");
        drawing.Text(right, 16, yLabel, "end");
        var places = (from row in Enumerable.Range(0, Resolution)
                      from column in Enumerable.Range(0, Resolution)
                      select (X: Between(xs, column), Y: Between(ys, row))).ToArray();
        var classes = classOf(places);
        DrawRegions(drawing, classes);
        foreach (var (sampleX, sampleY, label) in Samples)
        {
            drawing.Dot(ChartStyle.Fill(label), x.At(sampleX), y.At(sampleY), 3.5);
        }

        foreach (var (value, words) in x.Ticks(6))
        {
            drawing.Text(x.At(value), bottom + 17, words);
        }

        foreach (var (value, words) in y.Ticks(6))
        {
            drawing.Text(Left - 6, y.At(value) + 4, words, "end");
        }

        drawing.Text((Left + right) / 2, bottom + 32, xLabel);
        legend.Draw(drawing, Left, bottom + 40);
        return drawing;
    }

    // Neighbours of one class in a row share a rectangle, which keeps the file small and leaves no seams.
    private void DrawRegions(SvgDrawing drawing, IReadOnlyList<int> classes)
    {
        var cell = (double)Size / Resolution;
        for (var row = 0; row < Resolution; row++)
        {
            for (var column = 0; column < Resolution;)
            {
                var end = column + 1;
                while (end < Resolution && classes[(row * Resolution) + end] == classes[(row * Resolution) + column])
                {
                    end++;
                }

                drawing.Rectangle(
                    ChartStyle.Fill(classes[(row * Resolution) + column]),
                    Left + (column * cell),
                    Top + Size - ((row + 1) * cell),
                    (end - column) * cell,
                    cell,
                    opacity: 0.25);
                column = end;
            }
        }
    }

    private double Between((double Low, double High) range, int step) => range.Low + ((range.High - range.Low) * (step + 0.5) / Resolution);

    private static (double Low, double High) Widened(IEnumerable<double> values)
    {
        double[] known = [.. values.DefaultIfEmpty(0)];
        var margin = Math.Max(1e-3, (known.Max() - known.Min()) / 20);
        return (known.Min() - margin, known.Max() + margin);
    }
}
