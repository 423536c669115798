using System.Globalization;
using Interop.Charts;
using Interop.Parity.Comparison;

namespace Interop.Parity.Reports.Html;

/// <summary>Values by how many floats they lie apart from the reference's: logarithmic both ways.</summary>
internal static class UlpHistogramChart
{
    private const int BarWidth = 9;
    private const int Height = 26;

    /// <summary>Draws a histogram.</summary>
    /// <param name="ulps">The histogram.</param>
    public static string Draw(UlpHistogram ulps)
    {
        (long From, long Count)[] bins = [.. ulps.Bins];
        if (bins.Length == 0)
        {
            return "";
        }

        var last = bins[^1].From == 0 ? 0 : 1 + (int)Math.Log2(bins[^1].From);
        var drawing = new SvgDrawing((last + 1) * BarWidth, Height, "values by distance in floats");
        var most = Math.Log(1 + bins.Max(bin => bin.Count));
        foreach (var (from, count) in bins)
        {
            var high = Math.Max(1, (Height - 2) * Math.Log(1 + count) / most);
            var place = from == 0 ? 0 : 1 + (int)Math.Log2(from);
            var many = count.ToString("N0", CultureInfo.InvariantCulture);
            var title = from == 0 ? $"{many} values are the same" : from == 1 ? $"{many} values lie 1 float apart" : $"{many} values lie {from} to {(2 * from) - 1} floats apart";
            drawing.Rectangle("bar", place * BarWidth, Height - high, BarWidth - 2, high, title);
        }

        return drawing.ToString();
    }
}
