using System.Reflection;
using System.Text.RegularExpressions;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Cli.Tests.Pages;

/// <summary>The exit codes of the page are those of the program.</summary>
public partial class ExitCodeTests
{
    [Fact]
    public void The_page_lists_every_exit_code_and_no_other()
    {
        var page = File.ReadAllText(RepositoryFolder.Path("docs", "cli.md"));
        var table = page[page.IndexOf("## Exit codes", StringComparison.Ordinal)..];
        var listed = Row().Matches(table).Select(row => int.Parse(row.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        var known = typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!);
        Assert.Equal(known.Order(), listed.Order());
    }

    [GeneratedRegex("^\\| ([0-9]+) \\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
