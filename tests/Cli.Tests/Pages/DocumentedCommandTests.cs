using System.CommandLine;
using Interop.Cli.Commands;
using Interop.Cli.Output;
using Interop.Cli.Tests.Infrastructure;

namespace Interop.Cli.Tests.Pages;

/// <summary>Every command of the pages and of <c>--help</c> is run, in their order, and must do what it is said to.</summary>
public class DocumentedCommandTests
{
    private const string Layers =
        """
        {
          "kind": "Sequential",
          "layers": [
            { "kind": "Dense", "units": 32, "activation": "gelu" },
            { "kind": "Dropout", "rate": 0.2 },
            { "kind": "Dense", "units": 3, "activation": "softmax" }
          ]
        }
        """;

    [Theory]
    [InlineData("README.md", 3)]
    [InlineData("cli.md", 19)]
    public void Commands_of_a_page_run(string page, int least)
    {
        string[] commands = [.. Commands(page)];
        Assert.True(commands.Length >= least, $"{page} has {commands.Length} commands: {string.Join('\n', commands)}");
        using var folder = Prepare();
        foreach (var command in commands)
        {
            CommandRun.Successful(Split(command));
        }
    }

    [Fact]
    public void Examples_of_the_help_run()
    {
        using var folder = Prepare();
        File.Delete("iris.csv");
        CommandRun.Successful("train", "samples/data/iris.csv", "--epochs", "30", "--no-report", "-o", "runs/iris-2");
        using var writer = new StringWriter();
        var root = InteropCommandLine.CreateRoot(new CommandOutput(writer, writer, isTerminal: false));
        InteropCommand[] commands = [.. root.Subcommands.Cast<InteropCommand>()];

        // Trainings and exports first: the others use what they leave.
        foreach (var command in commands.OrderBy(command => command switch { TrainCommand => 0, ExportCommand => 1, ImportCommand => 2, _ => 3 }))
        {
            Assert.NotEmpty(command.Examples);
            foreach (var example in command.Examples.Where(example => example.Line.StartsWith("interop ", StringComparison.Ordinal)))
            {
                var run = CommandRun.Of(Split(example.Line));
                var expected = command is DiffCommand && example.Says.Contains("exit code 6", StringComparison.Ordinal) ? ExitCode.Difference : ExitCode.Success;
                Assert.True(run.ExitCode == expected, $"{example.Line} ended with {run.ExitCode}:\n{run.Output}\n{run.Error}");
            }
        }
    }

    [Fact]
    public void Every_command_has_help_with_examples()
    {
        var help = CommandRun.Successful("--help").Output;
        foreach (var name in new[] { "train", "evaluate", "predict", "export", "import", "inspect", "convert", "diff", "parity", "bench", "completion" })
        {
            Assert.Contains($"  {name} ", help);
            Assert.Contains("Examples:", CommandRun.Successful(name, "--help").Output);
        }
    }

    // The data that comes with the project, and what a new user might have lying about.
    private static EmptyFolder Prepare()
    {
        var folder = new EmptyFolder();
        var samples = Directory.CreateDirectory("samples/data").FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "data")))
        {
            File.Copy(file, Path.Combine(samples, Path.GetFileName(file)));
        }

        folder.Write("iris.csv", SampleFiles.Iris());
        folder.Write("new.csv", string.Join('\n', File.ReadLines("samples/data/iris.csv").Skip(1).Take(6).Select(row => row[..row.LastIndexOf(',')])));
        folder.Write("wine.csv", SampleFiles.Wine());
        folder.Write("layers.json", Layers);
        SampleFiles.Photos("photos");
        SampleFiles.Photos("unknown");
        SampleFiles.Mnist("mnist");
        return folder;
    }

    // The lines of blocks without a language that begin with the tool's name.
    private static IEnumerable<string> Commands(string page)
    {
        var (isBlock, isPlain) = (false, false);
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "pages", page)))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isBlock = !isBlock;
                isPlain = isBlock && line == "```";
            }
            else if (isPlain && line.StartsWith("interop ", StringComparison.Ordinal))
            {
                yield return line;
            }
        }
    }

    private static string[] Split(string command) => [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
}
