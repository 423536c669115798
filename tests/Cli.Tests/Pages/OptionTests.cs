using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Interop.Cli.Output;
using Interop.Cli.Tests.Infrastructure;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Cli.Tests.Pages;

/// <summary>
/// The option tables of <c>docs/cli.md</c> are those of the program: <c>| option | meaning |</c> for <c>train</c>, and <c>| option | of | meaning |</c> for
/// the commands that are named.
/// </summary>
public partial class OptionTests
{
    private const string PagePath = "docs/cli.md";

    /// <summary>A row of the page: what it calls options, of which commands, and what it says of them.</summary>
    private sealed record Row(string[] Names, string[] Commands, string Meaning);

    /// <summary>The commands.</summary>
    public static TheoryData<string> Commands => [.. Root().Subcommands.Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_page_lists_every_option_of_a_command_and_no_other(string name)
    {
        var command = Root().Subcommands.Single(command => command.Name == name);
        var listed = Rows().Where(row => row.Commands.Contains(name)).SelectMany(row => row.Names).ToArray();
        Assert.Equal(command.Options.SelectMany(Names).Order(), listed.Order());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_page_tells_the_defaults(string name)
    {
        foreach (var option in Root().Subcommands.Single(command => command.Name == name).Options.Where(option => option.HasDefaultValue && option.ValueType != typeof(bool)))
        {
            var meaning = Rows().Single(row => row.Commands.Contains(name) && row.Names.Contains(option.Name)).Meaning;
            var value = Convert.ToString(option.GetDefaultValue(), CultureInfo.InvariantCulture)!;
            Assert.True(Words(meaning).Any(word => Same(word, value)), $"{name} {option.Name} is {value} where it is not given; {PagePath} says: {meaning}");
        }
    }

    [Fact]
    public void Options_in_the_text_and_in_examples_are_known()
    {
        var root = Root();
        string[] known = [.. root.Options.Concat(root.Subcommands.SelectMany(command => command.Options)).SelectMany(Names)];
        var page = File.ReadAllText(RepositoryFolder.Path(PagePath.Split('/')));
        foreach (var other in Page.Commands(PagePath).Where(command => !command.StartsWith("interop ", StringComparison.Ordinal)))
        {
            page = page.Replace(other, "", StringComparison.Ordinal);
        }

        string[] named = [.. OptionName().Matches(page).Select(match => match.Value).Distinct()];
        Assert.Contains("--json", named);
        Assert.Contains("-o", named);
        Assert.Empty(named.Except(known));
        Assert.Empty(root.Options.Select(option => option.Name).Except(named));
    }

    private static RootCommand Root() => InteropCommandLine.CreateRoot(new CommandOutput(TextWriter.Null, TextWriter.Null, isTerminal: false));

    private static IEnumerable<string> Names(Option option) => option.Aliases.Prepend(option.Name);

    private static List<Row> Rows()
    {
        var rows = new List<Row>();
        string? heading = null;
        foreach (var line in File.ReadLines(RepositoryFolder.Path(PagePath.Split('/'))))
        {
            if (!line.StartsWith('|'))
            {
                heading = null;
                continue;
            }

            string[] cells = [.. line.Trim('|').Split('|', StringSplitOptions.TrimEntries)];
            if (heading is null)
            {
                heading = line;
            }
            else if (!line.StartsWith("|-", StringComparison.Ordinal) && heading is "| option | meaning |" or "| option | of | meaning |")
            {
                var commands = cells.Length == 3 ? [.. InBackticks().Matches(cells[1]).Select(match => match.Groups[1].Value)] : new[] { "train" };
                rows.Add(new Row([.. InBackticks().Matches(cells[0]).Select(match => match.Groups[1].Value)], commands, cells[^1]));
            }
        }

        return rows;
    }

    private static IEnumerable<string> Words(string text) => text.Split([' ', ',', ';', '`', ':', '(', ')'], StringSplitOptions.RemoveEmptyEntries);

    private static bool Same(string word, string value) => word == value
        || (double.TryParse(word, CultureInfo.InvariantCulture, out var left) && double.TryParse(value, CultureInfo.InvariantCulture, out var right) && left == right);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex InBackticks();

    [GeneratedRegex("(?<![\\w-])(--[a-z][a-z0-9-]*|-[a-z](?![\\w:-]))")]
    private static partial Regex OptionName();
}
