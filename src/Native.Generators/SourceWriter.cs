using System.Text;

namespace Interop.Native.Generators;

/// <summary>Collects lines of source text, indented by the braces around them.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Adds one line.</summary>
    public void Line(string text)
    {
        _text.Append(' ', 4 * _depth).Append(text).Append('\n');
    }

    /// <summary>Adds a line that heads a block, and opens the block.</summary>
    public void Open(string heading)
    {
        Line(heading);
        Line("{");
        _depth++;
    }

    /// <summary>Closes the innermost block.</summary>
    public void Close(string ending = "}")
    {
        _depth--;
        Line(ending);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
