using System.Globalization;
using System.Net;
using System.Text;

namespace Interop.Parity.Reports.Html;

/// <summary>
/// A drawing with axes, as SVG text. Colours come from the page's classes, so that one drawing fits light and dark.
/// </summary>
internal sealed class SvgPlot
{
    private readonly StringBuilder _text = new();
    private readonly int _width;
    private readonly int _height;

    /// <summary>Begins a drawing.</summary>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height in pixels.</param>
    /// <param name="label">What it shows, for those who cannot see it.</param>
    public SvgPlot(int width, int height, string label)
    {
        (_width, _height) = (width, height);
        _text.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(label)}\">");
    }

    /// <summary>The left edge of the area inside the axes.</summary>
    public double Left { get; init; } = 46;

    /// <summary>The top edge of the area inside the axes.</summary>
    public double Top { get; init; } = 8;

    /// <summary>The right edge of the area inside the axes.</summary>
    public double Right => _width - 10;

    /// <summary>The bottom edge of the area inside the axes.</summary>
    public double Bottom { get; init; }

    /// <summary>Draws a line.</summary>
    public void Line(string kind, double x1, double y1, double x2, double y2) => _text.Append(
        CultureInfo.InvariantCulture, $"<line class=\"{kind}\" x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\"/>");

    /// <summary>Draws a line through points.</summary>
    public void Path(string kind, IEnumerable<(double X, double Y)> points)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<polyline class=\"{kind}\" points=\"");
        foreach (var (x, y) in points)
        {
            _text.Append(CultureInfo.InvariantCulture, $"{x:0.#},{y:0.#} ");
        }

        _text.Append("\"/>");
    }

    /// <summary>Draws a bar that tells its meaning when pointed at.</summary>
    public void Bar(double x, double y, double width, double height, string title) => _text.Append(
        CultureInfo.InvariantCulture,
        $"<rect class=\"bar\" x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\"><title>{WebUtility.HtmlEncode(title)}</title></rect>");

    /// <summary>Draws a dot that tells its meaning when pointed at.</summary>
    public void Dot(string kind, double x, double y, string title) => _text.Append(
        CultureInfo.InvariantCulture, $"<circle class=\"{kind}\" cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"3\"><title>{WebUtility.HtmlEncode(title)}</title></circle>");

    /// <summary>Writes words.</summary>
    /// <param name="x">Where.</param>
    /// <param name="y">Their base line.</param>
    /// <param name="words">The words.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>: which part of them stands at x.</param>
    public void Text(double x, double y, string words, string anchor = "middle") => _text.Append(
        CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{WebUtility.HtmlEncode(words)}</text>");

    /// <summary>The finished drawing.</summary>
    public override string ToString() => $"{_text}</svg>";
}
