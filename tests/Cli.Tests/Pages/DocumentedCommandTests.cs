using System.CommandLine;
using Interop.Cli.Commands;
using Interop.Cli.Output;
using Interop.Cli.Tests.Infrastructure;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Cli.Tests.Pages;

/// <summary>Every command of the pages and of <c>--help</c> is run, in their order, and must do what it is said to.</summary>
public class DocumentedCommandTests
{
    private const string Tool = "interop ";

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

    /// <summary>The pages that have commands of the tool.</summary>
    public static TheoryData<string> Pages => [.. Page.All.Where(page => Commands(page).Any())];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Commands_of_a_page_run(string page)
    {
        using var folder = Prepare();
        foreach (var command in Commands(page))
        {
            var models = Models();
            var words = Split(command);
            CommandRun.Successful(words);
            Assert.All(Named(words), path => Assert.True(File.Exists(path) ? new FileInfo(path).Length > 0 : Directory.EnumerateFileSystemEntries(path).Any(), $"{command}: {path}"));
            if (words[0] == "train" && !words.Contains("--resume"))
            {
                Assert.True(models + 1 == Models(), $"{command} has left no model.");
            }
        }

        static int Models() => Directory.GetFiles(".", "model.safetensors", SearchOption.AllDirectories).Length;
    }

    [Fact]
    public void A_command_behind_settings_of_the_environment_is_one()
    {
        Assert.Contains("INTEROP_WRITE_API=1 dotnet test tests/PublicApi.Tests", Page.Commands("docs/architecture.md"));
        Assert.DoesNotContain(Page.All.SelectMany(Page.Commands), command => command.StartsWith("INTEROP_TRACE=1", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_command_of_the_pages_is_run_by_a_test_or_listed_with_its_reason()
    {
        string[] commands = [.. Page.All.SelectMany(Page.Commands).Distinct()];
        Assert.Contains("interop train iris.csv", commands);
        Assert.Contains("dotnet test Interop.sln", commands);
        string[] others = [.. commands.Where(command => !command.StartsWith(Tool, StringComparison.Ordinal))];
        var known = CommandCoverage.All.Select(covered => covered.Command).ToArray();
        Assert.True(others.All(known.Contains), $"No test runs, and CommandCoverage does not list: {string.Join("; ", others.Except(known))}");
        Assert.True(known.All(others.Contains), $"CommandCoverage lists what is on no page: {string.Join("; ", known.Except(others))}");
        Assert.Equal(known.Length, known.Distinct().Count());
        foreach (var covered in CommandCoverage.All)
        {
            if (covered.Evidence is { } evidence)
            {
                Assert.True(
                    Code(evidence.File).Contains(evidence.Text, StringComparison.Ordinal),
                    $"'{covered.Command}' is said to be run in {evidence.File}, where there is no '{evidence.Text}'.");
            }
            else
            {
                Assert.False(string.IsNullOrWhiteSpace(covered.Reason), $"'{covered.Command}' is run by no test, and no reason is given.");
            }
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

    // A file without its comments: what they say runs nothing.
    private static string Code(string file) => string.Join(
        '\n', File.ReadLines(RepositoryFolder.Path(file.Split('/'))).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && !line.TrimStart().StartsWith('#')));

    // What a command is said to write: behind -o and --tensorboard, and the second file of an export, a conversion or an import.
    private static IEnumerable<string> Named(string[] words)
    {
        for (var i = 1; i < words.Length - 1; i++)
        {
            if (words[i] is "-o" or "--output" or "--tensorboard")
            {
                yield return words[i + 1];
            }
        }

        if (words[0] is "export" or "convert" or "import")
        {
            yield return words[2];
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

    private static IEnumerable<string> Commands(string page) =>
        Page.Commands(page).Where(command => command.StartsWith(Tool, StringComparison.Ordinal));

    private static string[] Split(string command) => [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
}
