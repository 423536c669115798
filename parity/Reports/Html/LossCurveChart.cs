using System.Globalization;
using Interop.Charts;
using Interop.Parity.Comparison;

namespace Interop.Parity.Reports.Html;

/// <summary>A training's loss on both sides over its steps, and below it how far the two lie apart.</summary>
internal static class LossCurveChart
{
    private const int Width = 380;
    private const int Height = 240;
    private const int MostPoints = 350;
    private const double LeastExponent = -9;
    private const double MostExponent = -1;
    private static readonly PlotArea Losses = new(46, 8, Width - 10, 128);
    private static readonly PlotArea Differences = new(46, 146, Width - 10, 214);

    /// <summary>Draws both curves.</summary>
    /// <param name="curve">The curves.</param>
    public static string Draw(CurveComparison curve)
    {
        var drawing = new SvgDrawing(Width, Height, "loss over steps, and relative difference over steps");
        DrawLosses(drawing, curve);
        DrawDifferences(drawing, curve);
        drawing.Text(Losses.Left, Height - 10, "1");
        drawing.Text(Losses.Right, Height - 10, curve.Own.Count.ToString(CultureInfo.InvariantCulture), "end");
        drawing.Text((Losses.Left + Losses.Right) / 2, Height - 10, "step");
        return drawing.ToString();
    }

    private static void DrawLosses(SvgDrawing drawing, CurveComparison curve)
    {
        var finite = curve.Own.Concat(curve.Reference).Where(double.IsFinite).DefaultIfEmpty().ToList();
        var (low, high) = (finite.Min(), finite.Max());
        foreach (var loss in new[] { low, (low + high) / 2, high })
        {
            Grid(drawing, "grid", Losses.Up(loss, low, high), Display.Number(loss));
        }

        foreach (var (kind, losses) in new[] { ("own", curve.Own), ("reference", curve.Reference) })
        {
            var stride = Math.Max(1, losses.Count / MostPoints);
            drawing.Path(kind, losses.Select((loss, step) => (loss, step))
                .Where(point => point.step % stride == 0 && double.IsFinite(point.loss))
                .Select(point => (Step(curve, point.step), Losses.Up(point.loss, low, high))));
        }
    }

    private static void DrawDifferences(SvgDrawing drawing, CurveComparison curve)
    {
        foreach (var exponent in new[] { -8, -6, -2 })
        {
            Grid(drawing, "grid", Place(exponent), $"1E{exponent}");
        }

        Grid(drawing, "limit", Place(Math.Log10(CurveComparison.Limit)), "1E-4");

        // Of several steps that share a pixel the farthest counts.
        double[] relative = [.. curve.Relative];
        var stride = Math.Max(1, relative.Length / MostPoints);
        drawing.Path("difference", relative.Chunk(stride).Select((chunk, i) => (Step(curve, i * stride), Place(chunk.Max() is var worst && worst > 0 ? Math.Log10(worst) : LeastExponent))));
        if (curve.FirstStep is { } first)
        {
            drawing.Line("event", Step(curve, first - 1), Differences.Top, Step(curve, first - 1), Differences.Bottom);
        }

        static double Place(double exponent) => Differences.Up(Math.Clamp(exponent, LeastExponent, MostExponent), LeastExponent, MostExponent);
    }

    private static double Step(CurveComparison curve, int step) => Losses.Across(step, 0, curve.Own.Count - 1);

    private static void Grid(SvgDrawing drawing, string kind, double height, string words)
    {
        drawing.Line(kind, Losses.Left, height, Losses.Right, height);
        drawing.Text(Losses.Left - 5, height + 4, words, "end");
    }
}
