using Interop.Parity.Comparison;

namespace Interop.Parity.Reports.Html;

/// <summary>Everything computed forward: the reference's error against float64 to the right, the engine's upwards, both logarithmic.</summary>
internal static class TruthChart
{
    private const int Size = 380;
    private const double Least = -10;
    private const double Most = -4;

    /// <summary>Draws a reference's comparisons.</summary>
    /// <param name="weighed">The comparisons.</param>
    public static string Draw(IEnumerable<(CaseComparison Case, OutputComparison Output)> weighed)
    {
        var plot = new SvgPlot(Size, Size - 40, "the engine's error over the reference's") { Bottom = Size - 80 };
        double X(double exponent) => plot.Left + ((plot.Right - plot.Left) * (Math.Clamp(exponent, Least, Most) - Least) / (Most - Least));
        double Y(double exponent) => plot.Bottom - ((plot.Bottom - plot.Top) * (Math.Clamp(exponent, Least, Most) - Least) / (Most - Least));
        for (var exponent = Least; exponent <= Most; exponent += 2)
        {
            plot.Line("grid", X(exponent), plot.Top, X(exponent), plot.Bottom);
            plot.Line("grid", plot.Left, Y(exponent), plot.Right, Y(exponent));
            plot.Text(X(exponent), plot.Bottom + 15, $"1E{exponent}");
            plot.Text(plot.Left - 5, Y(exponent) + 4, $"1E{exponent}", "end");
        }

        plot.Line("axis", X(Least), Y(Least), X(Most), Y(Most));
        var ahead = Math.Log10(AccuracySummary.Limit);
        plot.Line("limit", X(Least), Y(Least + ahead), X(Most - ahead), Y(Most));
        foreach (var (comparison, output) in weighed)
        {
            var (own, reference) = (output.Truth!.Own.Relative, output.Truth.Reference.Relative);
            var kind = output.Truth.RatioOverRounding > AccuracySummary.Limit ? "over" : "within";
            plot.Dot(kind, X(Math.Log10(reference)), Y(Math.Log10(own)), $"{comparison.Case.FullName}: {output.Name}, {Display.Number(own)} against {Display.Number(reference)}");
        }

        plot.Text((plot.Left + plot.Right) / 2, Size - 48, "the reference's error; below the diagonal the engine lies nearer");
        return plot.ToString();
    }
}
