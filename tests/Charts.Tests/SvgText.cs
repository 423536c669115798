using System.Globalization;
using System.Xml.Linq;

namespace Interop.Charts.Tests;

/// <summary>Reads a drawing back as XML, which fails where it is not well formed.</summary>
internal static class SvgText
{
    /// <summary>The elements of one name.</summary>
    public static XElement[] Elements(SvgDrawing drawing, string name) =>
        [.. XDocument.Parse(drawing.ToDocument()).Descendants().Where(element => element.Name.LocalName == name)];

    /// <summary>The words of a drawing.</summary>
    public static string[] Words(SvgDrawing drawing) => [.. Elements(drawing, "text").Select(element => element.Value)];

    /// <summary>The corners of the lines of a class.</summary>
    public static (double X, double Y)[][] Lines(SvgDrawing drawing, string kind) =>
    [
        .. Elements(drawing, "polyline").Where(line => (string?)line.Attribute("class") == kind).Select(line =>
            ((string)line.Attribute("points")!).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Point).ToArray()),
    ];

    /// <summary>A number of an element.</summary>
    public static double Number(XElement element, string attribute) => double.Parse((string)element.Attribute(attribute)!, CultureInfo.InvariantCulture);

    private static (double X, double Y) Point(string text) =>
        text.Split(',') is [var x, var y]
            ? (double.Parse(x, CultureInfo.InvariantCulture), double.Parse(y, CultureInfo.InvariantCulture))
            : throw new FormatException($"'{text}' is not a point.");
}
