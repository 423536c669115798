using System.CommandLine;
using System.Text.Json;
using Interop.Cli.Output;
using Interop.Cli.Tests.Infrastructure;

namespace Interop.Cli.Tests.Commands;

/// <summary>With <c>--json</c>, every command writes JSON objects, one a line, and nothing else; its mistakes too.</summary>
public class JsonTests
{
    // In an order in which each finds what it needs.
    private static readonly string[] Lines =
    [
        "train iris.csv --epochs 3 --no-report -o m",
        "train --resume m --epochs 4",
        "evaluate m/model.safetensors iris.csv",
        "predict m/model.safetensors iris.csv --probabilities",
        "export m/model.safetensors m.onnx",
        "export m/model.safetensors w.pt",
        "import m.onnx n.safetensors",
        "import w.pt o.safetensors --into m/model.safetensors",
        "convert w.pt w.dat",
        "inspect m/model.safetensors",
        "inspect m.onnx",
        "inspect w.dat",
        "diff m/model.safetensors w.pt",
        "parity m/model.safetensors m.onnx",
        "bench m/model.safetensors --seconds 0.01",
    ];

    [Fact]
    public void Every_command_writes_objects_and_nothing_else()
    {
        using var folder = new EmptyFolder("iris.csv");
        foreach (var line in Lines)
        {
            var run = CommandRun.Successful([.. line.Split(' '), "--json"]);
            Assert.True(run.Json.Count > 0, line);
            Assert.All(run.Json, json => Assert.Equal(JsonValueKind.Object, json.ValueKind));
        }

        // A script for a shell is no result.
        using var writer = new StringWriter();
        var commands = InteropCommandLine.CreateRoot(new CommandOutput(writer, writer, isTerminal: false)).Subcommands.Select(command => command.Name);
        Assert.Equal(commands.Except(["completion"]).Order(), Lines.Select(line => line.Split(' ')[0]).Distinct().Order());
    }

    [Theory]
    [InlineData(ExitCode.BadInput, "evaluate none.safetensors iris.csv")]
    [InlineData(ExitCode.BadInput, "train none.csv")]
    [InlineData(ExitCode.Usage, "train iris.csv --epochs many")]
    [InlineData(ExitCode.Usage, "trian iris.csv")]
    [InlineData(ExitCode.BadInput, "inspect iris.csv")]
    public void A_mistake_is_an_object_too(int code, string line)
    {
        using var folder = new EmptyFolder("iris.csv");
        var run = CommandRun.Of([.. line.Split(' '), "--json"]);
        Assert.Equal(code, run.ExitCode);
        Assert.Equal("", run.Output);
        using var json = JsonDocument.Parse(run.Error);
        var error = json.RootElement.GetProperty("error");
        Assert.Equal(code, error.GetProperty("exit_code").GetInt32());
        Assert.NotEqual("", error.GetProperty("message").GetString());
    }
}
