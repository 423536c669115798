using Interop.Cli.Tests.Infrastructure;

namespace Interop.Cli.Tests.Commands;

/// <summary>What <c>evaluate</c> counts, beside a count of what <c>predict</c> answers.</summary>
public class EvaluateTests
{
    [Theory]
    [InlineData("iris.csv", "--hidden 8 --epochs 12")]
    [InlineData("breast_cancer.csv", "--epochs 2")]
    public void Accuracy_and_confusion_matrix_are_those_of_the_answers(string table, string options)
    {
        using var folder = new EmptyFolder("breast_cancer.csv");
        folder.Write("iris.csv", SampleFiles.Iris());
        CommandRun.Successful(["train", table, .. options.Split(' '), "--seed", "3", "--no-report", "-o", "m"]);
        var json = CommandRun.Successful("evaluate", "m/model.safetensors", table, "--json").Json.Single();
        string[] classes = [.. json.GetProperty("classes").EnumerateArray().Select(name => name.GetString()!)];
        var counts = new int[classes.Length, classes.Length];
        var (right, rows) = (0, 0);
        var lines = CommandRun.Successful("predict", "m/model.safetensors", table, "--with-inputs").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var answer = Array.IndexOf(lines[0].Split(','), "prediction");
        foreach (var line in lines.Skip(1))
        {
            // A table of numbers without names of classes has them in its first line, by index.
            var fields = line.Split(',');
            var (actual, predicted) = (Array.IndexOf(classes, fields[answer - 1]), Array.IndexOf(classes, fields[answer]));
            actual = actual >= 0 ? actual : int.Parse(fields[answer - 1], System.Globalization.CultureInfo.InvariantCulture);
            counts[actual, predicted]++;
            right += actual == predicted ? 1 : 0;
            rows++;
        }

        Assert.Equal(rows, json.GetProperty("samples").GetInt32());
        Assert.Equal(right / (double)rows, json.GetProperty("figures").GetProperty("accuracy").GetDouble(), 1e-12);
        Assert.InRange(right, rows / 2, rows - 1);
        var told = json.GetProperty("confusion").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(count => count.GetInt32());
        Assert.Equal(counts.Cast<int>(), told);
    }

    [Fact]
    public async Task A_terminal_shows_the_confusion_matrix_in_colours_and_a_pipe_without()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs the program script of util-linux.");
        using var folder = new EmptyFolder();
        folder.Write("iris.csv", SampleFiles.Iris());
        CommandRun.Successful("train", "iris.csv", "--hidden", "8", "--epochs", "12", "--seed", "3", "--no-report", "-o", "m");
        using var process = ToolProcess.StartOnTerminal(100, "evaluate", "m/model.safetensors", "iris.csv");
        var run = await ToolProcess.Finish(process);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);

        // On green what is right, on red what is not.
        Assert.Matches("\u001b\\[[0-9;]*48;5;[0-9]+m [0-9]+ ", run.Output);
        Assert.True(System.Text.RegularExpressions.Regex.Matches(run.Output, "48;5;([0-9]+)m").Select(match => match.Groups[1].Value).Distinct().Count() >= 2, run.Output);
        Assert.DoesNotContain("\u001b", CommandRun.Successful("evaluate", "m/model.safetensors", "iris.csv").Output);
    }
}
