using System.Text;
using System.Xml.Linq;

namespace Interop.Parity.Components;

/// <summary>The compiler's documentation file of the engine: what the summaries of its classes say.</summary>
internal sealed class DocumentationFile
{
    private readonly Dictionary<string, XElement> _summaries;

    private DocumentationFile(Dictionary<string, XElement> summaries) => _summaries = summaries;

    /// <summary>Reads the file beside the assembly of the engine.</summary>
    public static DocumentationFile Read()
    {
        var path = Path.ChangeExtension(Path.Combine(AppContext.BaseDirectory, "Interop.Native.dll"), ".xml");
        var members = XDocument.Load(path).Descendants("member");
        return new DocumentationFile(members
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!, StringComparer.Ordinal));
    }

    /// <summary>A class' summary as one line of Markdown.</summary>
    /// <param name="type">The class.</param>
    public string SummaryOf(Type type)
    {
        var text = new StringBuilder();
        Append(text, _summaries[$"T:{type.FullName}"].Nodes());
        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static void Append(StringBuilder text, IEnumerable<XNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (node is XText plain)
            {
                text.Append(plain.Value);
            }
            else if (node is XElement { Name.LocalName: "c" or "code" } code)
            {
                text.Append('`').Append(code.Value).Append('`');
            }
            else if (node is XElement element && Reference(element) is { } name)
            {
                text.Append('`').Append(name).Append('`');
            }
            else if (node is XElement nested)
            {
                Append(text, nested.Nodes());
            }
        }
    }

    private static string? Reference(XElement element) =>
        (element.Attribute("cref") ?? element.Attribute("langword") ?? element.Attribute("name"))?.Value.Split('(')[0].Split('.', ':')[^1];
}
