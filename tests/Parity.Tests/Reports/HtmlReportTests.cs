using System.Text.Json;
using System.Text.RegularExpressions;
using Interop.Parity.Cases;
using Interop.Parity.Comparison;
using Interop.Parity.Engines.Native;
using Interop.Parity.Recording;
using Interop.Parity.Reports;
using Interop.Parity.Reports.Html;

namespace Interop.Parity.Tests.Reports;

public sealed partial class HtmlReportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("interop-parity-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_page_needs_nothing_beside_itself()
    {
        var page = Page("losses/mse*");
        Assert.DoesNotMatch("(src|href)=", page);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", page, StringComparison.Ordinal);
        Assert.Contains("id=\"filter\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Families_come_first_and_the_worst_cases_before_the_others()
    {
        var page = Page("optimizers/*adam-plain");
        Assert.True(page.IndexOf("<h2>Families", StringComparison.Ordinal) < page.IndexOf("<h2>Cases", StringComparison.Ordinal));
        string[] statuses = [.. Rows().Matches(page).Select(row => row.Groups[1].Value)];
        Assert.Equal("known", statuses[0]);
        Assert.Equal(3, statuses.Length);
        Assert.All(statuses[1..], status => Assert.Equal("holds", status));
    }

    [Fact]
    public void Each_row_has_its_details()
    {
        var page = Page("losses/mse*");
        using var details = JsonDocument.Parse(Details().Match(page).Groups[1].Value);
        Assert.Equal(Rows().Count(page), details.RootElement.GetArrayLength());
        var output = details.RootElement[0][1][0];
        Assert.Contains(output[0].GetString(), (string[])["loss", "gradient"]);
        Assert.Equal(18, output.GetArrayLength());
    }

    [Fact]
    public void A_training_is_drawn()
    {
        var page = Page("training/mlp-sgd");
        Assert.Contains("<h2>Loss curves", page, StringComparison.Ordinal);
        Assert.Contains("bits first part in first.output, in the loss at step 7", page, StringComparison.Ordinal);
        Assert.Contains("<polyline class=\"own\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", Svg().Match(page).Value, StringComparison.Ordinal);
    }

    private string Page(string filter)
    {
        var run = ParityRun.Execute(
            new NativeEngine(), [new RecordedEngine(ReferenceFolder.Shipped)], CaseCatalog.Matching(filter), truth: ReferenceFolder.OpenTruth(ReferenceFolder.Shipped));
        var path = Path.Combine(_folder.FullName, "report.html");
        HtmlReport.Write(path, new ParityReport(DateTime.UnixEpoch, TimeSpan.Zero, null, run));
        return File.ReadAllText(path);
    }

    [GeneratedRegex("<tr class=\"case\"[^>]* data-status=\"([a-z]+)\"")]
    private static partial Regex Rows();

    [GeneratedRegex("<script type=\"application/json\" id=\"details\">(.*)</script>")]
    private static partial Regex Details();

    [GeneratedRegex("<div class=\"charts\">.*</svg>")]
    private static partial Regex Svg();
}
