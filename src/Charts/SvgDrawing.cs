using System.Globalization;
using System.Net;
using System.Text;

namespace Interop.Charts;

/// <summary>
/// A drawing as SVG text, grown shape by shape. Shapes have classes instead of colours, which <see cref="ChartStyle"/> or a page of one's own
/// colours for light and dark.
/// </summary>
public sealed class SvgDrawing
{
    private readonly StringBuilder _shapes = new();
    private readonly string _label;

    /// <summary>Begins a drawing.</summary>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height in pixels.</param>
    /// <param name="label">What it shows, for those who cannot see it.</param>
    /// <exception cref="ArgumentOutOfRangeException">Width or height is not above 0.</exception>
    public SvgDrawing(int width, int height, string label)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        (Width, Height, _label) = (width, height, label);
    }

    /// <summary>The width in pixels.</summary>
    public int Width { get; }

    /// <summary>The height in pixels.</summary>
    public int Height { get; }

    /// <summary>Draws a line.</summary>
    /// <param name="kind">Its class.</param>
    /// <param name="x1">Where it begins.</param>
    /// <param name="y1">Where it begins, from the top.</param>
    /// <param name="x2">Where it ends.</param>
    /// <param name="y2">Where it ends, from the top.</param>
    public void Line(string kind, double x1, double y1, double x2, double y2) =>
        Add($"<line class=\"{kind}\" x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\"/>");

    /// <summary>Draws a line through points.</summary>
    /// <param name="kind">Its class.</param>
    /// <param name="points">The points, from the top left.</param>
    public void Path(string kind, IEnumerable<(double X, double Y)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        Add($"<polyline class=\"{kind}\" points=\"");
        foreach (var (x, y) in points)
        {
            Add($"{x:0.##},{y:0.##} ");
        }

        Add($"\"/>");
    }

    /// <summary>Draws a filled rectangle.</summary>
    /// <param name="kind">Its class.</param>
    /// <param name="x">Its left edge.</param>
    /// <param name="y">Its upper edge.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="title">What it tells when pointed at; null for nothing.</param>
    /// <param name="opacity">How much of its colour covers what lies below, 0 to 1.</param>
    public void Rectangle(string kind, double x, double y, double width, double height, string? title = null, double opacity = 1)
    {
        Add($"<rect class=\"{kind}\" x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\"");
        if (opacity < 1)
        {
            Add($" fill-opacity=\"{opacity:0.###}\"");
        }

        Close("rect", title);
    }

    /// <summary>Draws a dot.</summary>
    /// <param name="kind">Its class.</param>
    /// <param name="x">Its centre.</param>
    /// <param name="y">Its centre, from the top.</param>
    /// <param name="radius">Its radius.</param>
    /// <param name="title">What it tells when pointed at; null for nothing.</param>
    public void Dot(string kind, double x, double y, double radius = 3, string? title = null)
    {
        Add($"<circle class=\"{kind}\" cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{radius:0.##}\"");
        Close("circle", title);
    }

    /// <summary>Writes words.</summary>
    /// <param name="x">Where.</param>
    /// <param name="y">Their base line, from the top.</param>
    /// <param name="words">The words.</param>
    /// <param name="anchor">Which part of them stands at x: <c>start</c>, <c>middle</c> or <c>end</c>.</param>
    /// <param name="kind">Their class; null for plain words.</param>
    public void Text(double x, double y, string words, string anchor = "middle", string? kind = null)
    {
        Add($"<text{(kind is null ? "" : $" class=\"{kind}\"")} x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{anchor}\">");
        Add($"{WebUtility.HtmlEncode(words)}</text>");
    }

    /// <summary>The drawing for a page that brings the stylesheet.</summary>
    public override string ToString() => $"{Opening("")}{_shapes}</svg>";

    /// <summary>The drawing as a file of its own, with the stylesheet in it.</summary>
    public string ToDocument() =>
        $"{Opening(" xmlns=\"http://www.w3.org/2000/svg\"")}<style>{ChartStyle.Css}</style><rect class=\"paper\" width=\"{Width}\" height=\"{Height}\"/>{_shapes}</svg>\n";

    private string Opening(string space) =>
        $"<svg{space} class=\"chart\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(_label)}\">";

    private void Close(string element, string? title)
    {
        if (title is null)
        {
            Add($"/>");
        }
        else
        {
            Add($"><title>{WebUtility.HtmlEncode(title)}</title></{element}>");
        }
    }

    private void Add(FormattableString text) => _shapes.Append(text.ToString(CultureInfo.InvariantCulture));
}
