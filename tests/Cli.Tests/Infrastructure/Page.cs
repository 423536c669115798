using Interop.Native.Tests.Infrastructure;

namespace Interop.Cli.Tests.Infrastructure;

/// <summary>The fenced blocks of the project's pages.</summary>
internal static class Page
{
    /// <summary>A block: which page, the line that it begins in, its language (empty for none), and its text.</summary>
    internal sealed record Block(string Page, int Line, string Language, string Text)
    {
        /// <summary>Its lines that are not empty.</summary>
        public IReadOnlyList<string> Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>All pages with their paths from the root of the repository.</summary>
    public static IReadOnlyList<string> All =>
    [
        "README.md",
        .. Directory.GetFiles(RepositoryFolder.Path("docs"), "*.md").Select(path => $"docs/{Path.GetFileName(path)}").Order(StringComparer.Ordinal),
    ];

    /// <summary>The blocks of a page.</summary>
    /// <param name="page">Its path from the root of the repository.</param>
    public static IReadOnlyList<Block> Blocks(string page)
    {
        var blocks = new List<Block>();
        var open = -1;
        var lines = File.ReadAllLines(RepositoryFolder.Path(page.Split('/')));
        for (var line = 0; line < lines.Length; line++)
        {
            if (!lines[line].TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            if (open >= 0)
            {
                blocks.Add(new Block(page, open + 1, lines[open].Trim().Trim('`'), string.Join('\n', lines[(open + 1)..line])));
            }

            open = open >= 0 ? -1 : line;
        }

        Assert.True(open < 0, $"{page}: the block of line {open + 1} does not end.");
        return blocks;
    }
}
