using System.Text;
using System.Text.RegularExpressions;
using Interop.Cli.Tests.Infrastructure;

namespace Interop.Cli.Tests.Commands;

/// <summary>What a terminal shows: names that look like markup are shown as they are, and progress moves.</summary>
public partial class TerminalTests
{
    private const string Strange = "[red]rose[/]";

    [Fact]
    public void Names_that_look_like_markup_are_shown_as_they_are()
    {
        using var folder = new EmptyFolder();
        folder.Write("flowers[1].csv", SampleFiles.Iris()
            .Replace("setosa", Strange, StringComparison.Ordinal)
            .Replace("virginica", "open [", StringComparison.Ordinal)
            .Replace("petal_width", "[petal]_width", StringComparison.Ordinal));
        Assert.Contains(Strange, OnTerminal("train", "flowers[1].csv", "--epochs", "60", "-o", "run[x]"));
        var evaluated = OnTerminal("evaluate", "run[x]/model.safetensors", "flowers[1].csv");
        Assert.Contains(Strange, evaluated);
        Assert.Contains("open [", evaluated);
        Assert.Contains("╭", evaluated);
        var inspected = OnTerminal("inspect", "run[x]/model.safetensors", "--tensors");
        Assert.Contains("[petal]_width", inspected);
        Assert.Contains(Strange, inspected);
        Assert.Contains(Strange, OnTerminal("predict", "run[x]/model.safetensors", "flowers[1].csv", "--probabilities"));
        OnTerminal("export", "run[x]/model.safetensors", "model[1].onnx");
        OnTerminal("export", "run[x]/model.safetensors", "weights[1].pt");
        Assert.Contains("[", OnTerminal("inspect", "model[1].onnx", "--tensors"));
        OnTerminal("inspect", "weights[1].pt");
        OnTerminal("diff", "run[x]/model.safetensors", "weights[1].pt");
        OnTerminal("parity", "run[x]/model.safetensors", "model[1].onnx");
        OnTerminal("bench", "run[x]/model.safetensors", "--seconds", "0.02");
        OnTerminal("train", "--resume", "run[x]", "--epochs", "61");

        var error = Run("evaluate", "run[y]/model.safetensors", "flowers[1].csv");
        Assert.Equal(ExitCode.BadInput, error.ExitCode);
        Assert.Contains("run[y]", error.Error);
    }

    [Theory]
    [InlineData(160, "epoch [0-9]+/60  loss [0-9.e-]+  accuracy [0-9.]+  val_loss [0-9.e-]+  val_accuracy [0-9.]+  [0-9,.k ]+ samples/s  [^ ]+ s left")]
    [InlineData(80, "epoch [0-9]+/60  loss [0-9.e-]+  [0-9,.k ]+ samples/s  [^ ]+ s left")]
    public async Task A_terminal_shows_a_bar_with_loss_rate_and_time_left_and_a_coloured_confusion_matrix(int width, string expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs the program script of util-linux.");
        using var folder = new EmptyFolder("digits.csv.gz");
        using var process = ToolProcess.StartOnTerminal(width, "train", "digits.csv.gz", "--hidden", "256,256", "--epochs", "60", "--patience", "0", "--no-report", "-o", "m");
        var run = await ToolProcess.Finish(process);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);

        // The bar is drawn again and again in its place, with a share that grows.
        int[] shares = [.. Share().Matches(Colour().Replace(run.Output, "")).Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.True(shares.Distinct().Count() >= 3, string.Join(' ', shares));
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(100, shares[^1]);
        Assert.Matches(expected, Colour().Replace(run.Output, ""));
        Assert.Contains("━━━━━", run.Output);

        // White on green where classes are told rightly.
        Assert.Matches("\u001b\\[[0-9;]*48;5;[0-9]+m [0-9]+ ", run.Output);
    }

    [Theory]
    [InlineData(1, ExitCode.Interrupted)]
    [InlineData(2, ExitCode.Aborted)]
    public async Task Ctrl_C_that_is_typed_stops_or_ends_and_the_cursor_is_shown_again(int times, int expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs the program script of util-linux.");
        using var folder = new EmptyFolder("digits.csv.gz");
        using var process = ToolProcess.StartOnTerminal(
            100, "train", "digits.csv.gz", "--hidden", "2048,2048", "--batch-size", "1438", "--epochs", "1000", "--patience", "0", "--checkpoint-every", "1", "--no-report", "-o", "m");
        var shown = new StringBuilder();
        var reading = Task.Run(() => Read(process.StandardOutput, shown), TestContext.Current.CancellationToken);
        await ToolProcess.Until(() => process.HasExited || Directory.Exists("m/checkpoints") && Directory.GetFiles("m/checkpoints", "checkpoint-*").Length > 0);
        await Type();
        if (times == 2)
        {
            await ToolProcess.Until(() => process.HasExited || Shown().Contains("Ctrl-C once more ends at once", StringComparison.Ordinal));
            await Type();
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await reading;
        Assert.True(process.ExitCode == expected, $"{process.ExitCode}: {Shown()}");
        Assert.Equal(times == 1, File.Exists("m/model.safetensors"));
        var (hidden, visible) = (Shown().LastIndexOf("\u001b[?25l", StringComparison.Ordinal), Shown().LastIndexOf("\u001b[?25h", StringComparison.Ordinal));
        Assert.InRange(hidden, 0, visible);

        async Task Type()
        {
            await process.StandardInput.WriteAsync('\u0003');
            await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        }

        string Shown()
        {
            lock (shown)
            {
                return shown.ToString();
            }
        }
    }

    [Fact]
    public async Task A_pipe_gets_plain_lines()
    {
        using var folder = new EmptyFolder("iris.csv");
        using var process = ToolProcess.Start("train", "iris.csv", "--epochs", "3", "--no-report", "-o", "m");
        var run = await ToolProcess.Finish(process);
        Assert.DoesNotContain("\u001b", run.Output);
        Assert.DoesNotContain("\r", run.Output.ReplaceLineEndings("\n"));
        Assert.Equal(3, run.Output.Split('\n').Count(line => Regex.IsMatch(line, "^epoch [1-3]/3  loss .* samples/s  .* left$")));
    }

    private static void Read(StreamReader from, StringBuilder into)
    {
        var buffer = new char[1024];
        for (int count; (count = from.Read(buffer)) > 0;)
        {
            lock (into)
            {
                into.Append(buffer, 0, count);
            }
        }
    }

    private static CommandRun Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = InteropCommandLine.Run(arguments, output, error, isTerminal: true);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    private static string OnTerminal(params string[] arguments)
    {
        var run = Run(arguments);
        Assert.True(run.ExitCode == 0, $"interop {string.Join(' ', arguments)} ended with {run.ExitCode}:\n{run.Output}\n{run.Error}");
        return Colour().Replace(run.Output, "");
    }

    [GeneratedRegex("\u001b\\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Colour();

    [GeneratedRegex("([0-9]+)% +epoch")]
    private static partial Regex Share();
}
