using System.Text.RegularExpressions;
using Interop.Cli.Tests.Infrastructure;

namespace Interop.Cli.Tests.Commands;

public partial class ReportTests
{
    [Fact]
    public void The_report_is_one_file_that_shows_everything()
    {
        using var folder = new EmptyFolder();
        folder.Write("iris.csv", SampleFiles.Iris());
        CommandRun.Successful("train", "iris.csv", "--epochs", "12", "--schedule", "cosine", "--hidden", "16,8", "--dropout", "0.1");
        var html = File.ReadAllText("runs/iris/report.html");
        foreach (var outside in new[] { "http://", "https://", "<link", "<script", "<img", "@import", "url(" })
        {
            Assert.DoesNotContain(outside, html.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal));
        }

        foreach (var part in new[]
        {
            "prefers-color-scheme:dark", "name=\"viewport\"", "accuracy", "learning rate", "Confusion matrix", "virginica", "0.weight [16, 4]", "before", "after",
            "petal_length", "interop train iris.csv --epochs 12", "CategoricalCrossentropy",
        })
        {
            Assert.Contains(part, html);
        }

        // A curve has a point for each epoch, and the validation's 30 flowers are 10 of each species.
        var points = Curve().Matches(html).Select(curve => curve.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length).ToArray();
        Assert.Equal(Enumerable.Repeat(12, 5), points);
        foreach (var species in new[] { "setosa", "versicolor", "virginica" })
        {
            Assert.Matches($"<tr><td>{species}</td><td class=\"number\">10</td><td class=\"number\">[0-9.]+ %</td>", html);
            Assert.Contains($"<tr><td>{species}</td><td class=\"number\">50</td></tr>", html);
        }

        // Loss, accuracy, learning rate, the confusion matrix and three weights.
        Assert.Equal(7, html.Split("<svg").Length - 1);
        Assert.Equal(html.Split("<svg").Length, html.Split("</svg>").Length);
    }

    [Fact]
    public void What_a_table_says_of_itself_is_text_in_the_report()
    {
        using var folder = new EmptyFolder();
        folder.Write("odd.csv", "<b>&x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"{row},{(row < 20 ? "<script>" : "\"q\"\"\"")}\n")));
        CommandRun.Successful("train", "odd.csv", "--epochs", "2");
        var html = File.ReadAllText("runs/odd/report.html");
        Assert.DoesNotContain("<script>", html);
        Assert.DoesNotContain("<b>&x", html);
        Assert.Contains("&lt;script&gt;", html);
    }

    [Fact]
    public void TensorBoard_finds_its_event_files()
    {
        using var folder = new EmptyFolder("iris.csv");
        CommandRun.Successful("train", "iris.csv", "--epochs", "2", "--tensorboard", "logs", "--no-report");
        Assert.Single(Directory.GetFiles("logs/train", "events.out.tfevents.*"));
        Assert.Single(Directory.GetFiles("logs/validation", "events.out.tfevents.*"));
        Assert.False(File.Exists("runs/iris/report.html"));
    }

    [GeneratedRegex("<polyline class=\"s[0-9]\" points=\"([^\"]*)\"")]
    private static partial Regex Curve();
}
