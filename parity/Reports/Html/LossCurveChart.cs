using System.Globalization;
using Interop.Parity.Comparison;

namespace Interop.Parity.Reports.Html;

/// <summary>A training's loss on both sides over its steps, and below it how far the two lie apart.</summary>
internal static class LossCurveChart
{
    private const int Width = 380;
    private const int Height = 240;
    private const int MostPoints = 350;
    private const double CurveBottom = 128;
    private const double DifferenceTop = 146;
    private const double DifferenceBottom = 214;

    /// <summary>Draws both curves.</summary>
    /// <param name="curve">The curves.</param>
    public static string Draw(CurveComparison curve)
    {
        var plot = new SvgPlot(Width, Height, "loss over steps, and relative difference over steps") { Bottom = CurveBottom };
        var steps = curve.Own.Count;
        double X(int step) => plot.Left + ((plot.Right - plot.Left) * step / Math.Max(1, steps - 1));
        DrawCurves(plot, curve, X);
        DrawDifference(plot, curve, X);
        plot.Text(plot.Left, Height - 10, "1");
        plot.Text(plot.Right, Height - 10, steps.ToString(CultureInfo.InvariantCulture), "end");
        plot.Text((plot.Left + plot.Right) / 2, Height - 10, "step");
        return plot.ToString();
    }

    private static void DrawCurves(SvgPlot plot, CurveComparison curve, Func<int, double> x)
    {
        var finite = curve.Own.Concat(curve.Reference).Where(double.IsFinite).DefaultIfEmpty().ToList();
        var (low, high) = (finite.Min(), finite.Max());
        double Y(double loss) => plot.Bottom - ((plot.Bottom - plot.Top) * (loss - low) / (high > low ? high - low : 1));
        foreach (var loss in new[] { low, (low + high) / 2, high })
        {
            plot.Line("grid", plot.Left, Y(loss), plot.Right, Y(loss));
            plot.Text(plot.Left - 5, Y(loss) + 4, Display.Number(loss), "end");
        }

        plot.Path("own", Thinned(curve.Own).Select(point => (x(point.Step), Y(point.Value))));
        plot.Path("reference", Thinned(curve.Reference).Select(point => (x(point.Step), Y(point.Value))));
    }

    private static void DrawDifference(SvgPlot plot, CurveComparison curve, Func<int, double> x)
    {
        const double least = -9, most = -1;
        double Y(double exponent) => DifferenceBottom - ((DifferenceBottom - DifferenceTop) * (Math.Clamp(exponent, least, most) - least) / (most - least));
        foreach (var exponent in new[] { -8, -6, -2 })
        {
            plot.Line("grid", plot.Left, Y(exponent), plot.Right, Y(exponent));
            plot.Text(plot.Left - 5, Y(exponent) + 4, $"1E{exponent}", "end");
        }

        plot.Line("limit", plot.Left, Y(Math.Log10(CurveComparison.Limit)), plot.Right, Y(Math.Log10(CurveComparison.Limit)));
        plot.Text(plot.Left - 5, Y(Math.Log10(CurveComparison.Limit)) + 4, "1E-4", "end");

        // Of several steps that share a pixel the farthest counts.
        double[] relative = [.. curve.Relative];
        var stride = Math.Max(1, relative.Length / MostPoints);
        plot.Path("difference", relative.Chunk(stride).Select((chunk, i) => (x(i * stride), Y(chunk.Max() is var worst && worst > 0 ? Math.Log10(worst) : least))));
        if (curve.FirstStep is { } first)
        {
            plot.Line("event", x(first - 1), DifferenceTop, x(first - 1), DifferenceBottom);
        }
    }

    private static IEnumerable<(int Step, double Value)> Thinned(IReadOnlyList<double> curve)
    {
        var stride = Math.Max(1, curve.Count / MostPoints);
        return curve.Select((value, step) => (step, value)).Where(point => point.step % stride == 0 && double.IsFinite(point.value));
    }
}
