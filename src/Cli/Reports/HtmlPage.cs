using System.Globalization;
using System.Net;
using System.Text;
using Interop.Charts;

namespace Interop.Cli.Reports;

/// <summary>A page of HTML in one file: everything it shows is in it.</summary>
internal sealed class HtmlPage
{
    private readonly StringBuilder _body = new();

    /// <summary>Adds a heading.</summary>
    /// <param name="text">The heading.</param>
    public void Heading(string text) => _body.Append(CultureInfo.InvariantCulture, $"<h2>{Encode(text)}</h2>\n");

    /// <summary>Adds a paragraph.</summary>
    /// <param name="text">The text.</param>
    /// <param name="kind">Its class; null for none.</param>
    public void Paragraph(string text, string? kind = null) =>
        _body.Append(CultureInfo.InvariantCulture, $"<p{(kind is null ? "" : $" class=\"{kind}\"")}>{Encode(text)}</p>\n");

    /// <summary>Adds a list.</summary>
    /// <param name="texts">Its items.</param>
    public void List(IEnumerable<string> texts) =>
        _body.Append("<ul>").AppendJoin("", texts.Select(text => $"<li>{Encode(text)}</li>")).Append("</ul>\n");

    /// <summary>Adds text as a program's.</summary>
    /// <param name="text">The text.</param>
    public void Code(string text) => _body.Append(CultureInfo.InvariantCulture, $"<pre>{Encode(text)}</pre>\n");

    /// <summary>Adds figures side by side.</summary>
    /// <param name="figures">Each with what it is.</param>
    public void KeyFigures(IEnumerable<(string Name, string Value)> figures) => _body.Append("<div class=\"figures\">")
        .AppendJoin("", figures.Select(figure => $"<div class=\"figure\"><b>{Encode(figure.Value)}</b><span>{Encode(figure.Name)}</span></div>"))
        .Append("</div>\n");

    /// <summary>Adds drawings, side by side where there is room.</summary>
    /// <param name="drawings">The drawings.</param>
    public void Charts(IEnumerable<SvgDrawing> drawings) => _body.Append("<div class=\"charts\">")
        .AppendJoin("", drawings.Select(drawing => $"<div class=\"card\">{drawing}</div>"))
        .Append("</div>\n");

    /// <summary>Adds a table.</summary>
    /// <param name="columns">The columns' names; one that begins with # holds numbers.</param>
    /// <param name="rows">The rows.</param>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        string Kind(int column) => columns[column].StartsWith('#') ? " class=\"number\"" : "";
        _body.Append("<div class=\"scroll\"><table><thead><tr>")
            .AppendJoin("", columns.Select((name, column) => $"<th{Kind(column)}>{Encode(name.TrimStart('#'))}</th>"))
            .Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            _body.Append("<tr>").AppendJoin("", row.Select((cell, column) => $"<td{Kind(column)}>{Encode(cell)}</td>")).Append("</tr>");
        }

        _body.Append("</tbody></table></div>\n");
    }

    /// <summary>The whole page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="subtitle">What stands below it.</param>
    /// <param name="footer">What stands at its end.</param>
    public string ToHtml(string title, string subtitle, string footer) =>
        $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Encode(title)}</title>
        <style>{Stylesheet()}{ChartStyle.Css}</style>
        </head>
        <body><main>
        <h1>{Encode(title)}</h1>
        <p class="soft">{Encode(subtitle)}</p>
        {_body}
        <footer>{Encode(footer)}</footer>
        </main></body>
        </html>

        """;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string Stylesheet()
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
