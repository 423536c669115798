using System.Text.RegularExpressions;
using Interop.Native.Tests.Infrastructure;
using Interop.OnnxBridge.Import;
using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Tests;

/// <summary>docs/onnx.md says what the code does.</summary>
public partial class DocumentationTests
{
    [Fact]
    public void The_operator_table_is_that_of_the_importer()
    {
        var page = File.ReadAllText(RepositoryFolder.Path("docs", "onnx.md"));
        var table = page[page.IndexOf("## Operators", StringComparison.Ordinal)..page.IndexOf("## Around the network", StringComparison.Ordinal)];

        var rows = Row().Matches(table).Select(row => (row.Groups[1].Value, int.Parse(row.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture))).ToArray();

        Assert.Equal(OperatorTable.Operations, rows.Select(row => row.Item1));
        foreach (var (name, from) in rows)
        {
            // An operator that is younger is read from its first set on.
            Assert.True(from >= OperatorTable.Find(new NodeProto { OpType = name })!.OldestOpset, $"{name} is said to be read from set {from}.");
        }
    }

    [GeneratedRegex(@"^\| `(\w+)` \| [^|]+ \| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
