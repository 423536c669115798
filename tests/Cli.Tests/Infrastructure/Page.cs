using System.Text.RegularExpressions;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Cli.Tests.Infrastructure;

/// <summary>The fenced blocks of the project's pages, and the commands in them and in their text.</summary>
internal static partial class Page
{
    private static readonly string[] Shells = ["", "sh", "bash", "console"];
    private static readonly string[] Programs = ["interop", "dotnet", "npm", "node", "npx", "pip", "pip3", "python", "python3", "apt-get", "git", "source", "tensorboard"];

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

    /// <summary>
    /// The commands of a page: the lines of blocks without a language, or of a shell's, that begin with a program (settings of the environment may stand before it), without comments; and from the text, what stands in
    /// backticks and begins with another program than this tool.
    /// </summary>
    /// <param name="page">Its path from the root of the repository.</param>
    public static IEnumerable<string> Commands(string page)
    {
        foreach (var line in Blocks(page).Where(block => Shells.Contains(block.Language)).SelectMany(block => block.Lines))
        {
            if (Programs.Contains(ProgramOf(line.Split(' '))))
            {
                yield return line.Split(" #")[0].Trim();
            }
        }

        var isBlock = false;
        foreach (var line in File.ReadLines(RepositoryFolder.Path(page.Split('/'))))
        {
            isBlock ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            foreach (Match span in isBlock ? [] : Inline().Matches(line).AsEnumerable())
            {
                var words = span.Groups[1].Value.Split(' ');
                if (words.Length > 1 && words[0] != Programs[0] && Programs.Contains(ProgramOf(words)))
                {
                    yield return span.Groups[1].Value;
                }
            }
        }
    }

    // Behind settings of the environment, as NAME=value; nothing where there is no more.
    private static string ProgramOf(string[] words) => words.SkipWhile(word => Setting().IsMatch(word)).FirstOrDefault("");

    [GeneratedRegex("^[A-Z_][A-Z0-9_]*=")]
    private static partial Regex Setting();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Inline();
}
