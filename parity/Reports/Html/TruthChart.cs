using Interop.Charts;
using Interop.Parity.Comparison;

namespace Interop.Parity.Reports.Html;

/// <summary>Everything computed forward: the reference's error against float64 to the right, the engine's upwards, both logarithmic.</summary>
internal static class TruthChart
{
    private const int Size = 380;
    private const double Least = -10;
    private const double Most = -4;
    private static readonly PlotArea Area = new(46, 8, Size - 10, Size - 80);

    /// <summary>Draws a reference's comparisons.</summary>
    /// <param name="weighed">The comparisons.</param>
    public static string Draw(IEnumerable<(CaseComparison Case, OutputComparison Output)> weighed)
    {
        var drawing = new SvgDrawing(Size, Size - 40, "the engine's error over the reference's");
        for (var exponent = Least; exponent <= Most; exponent += 2)
        {
            drawing.Line("grid", X(exponent), Area.Top, X(exponent), Area.Bottom);
            drawing.Line("grid", Area.Left, Y(exponent), Area.Right, Y(exponent));
            drawing.Text(X(exponent), Area.Bottom + 15, $"1E{exponent}");
            drawing.Text(Area.Left - 5, Y(exponent) + 4, $"1E{exponent}", "end");
        }

        drawing.Line("axis", X(Least), Y(Least), X(Most), Y(Most));
        var ahead = Math.Log10(AccuracySummary.Limit);
        drawing.Line("limit", X(Least), Y(Least + ahead), X(Most - ahead), Y(Most));
        foreach (var (comparison, output) in weighed)
        {
            var (own, reference) = (output.Truth!.Own.Relative, output.Truth.Reference.Relative);
            var kind = output.Truth.RatioOverRounding > AccuracySummary.Limit ? "over" : "within";
            var title = $"{comparison.Case.FullName}: {output.Name}, {Display.Number(own)} against {Display.Number(reference)}";
            drawing.Dot(kind, X(Math.Log10(reference)), Y(Math.Log10(own)), title: title);
        }

        drawing.Text((Area.Left + Area.Right) / 2, Size - 48, "the reference's error; below the diagonal the engine lies nearer");
        return drawing.ToString();
    }

    private static double X(double exponent) => Area.Across(Math.Clamp(exponent, Least, Most), Least, Most);

    private static double Y(double exponent) => Area.Up(Math.Clamp(exponent, Least, Most), Least, Most);
}
