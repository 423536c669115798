using System.Globalization;
using Interop.Cli.Inputs;
using Interop.Cli.Models;
using Interop.Cli.Tests.Infrastructure;
using Interop.Data;
using Interop.Data.Tables;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;

namespace Interop.Cli.Tests.Commands;

/// <summary>An export that ONNX Runtime computes otherwise is not written, and <c>parity</c> tells it: on samples where the model's data lie.</summary>
public class ExportTests
{
    [Theory]
    [InlineData("export")]
    [InlineData("convert")]
    public void A_network_that_ONNX_Runtime_computes_otherwise_is_not_written(string command)
    {
        using var folder = new EmptyFolder();
        OfRounding().Save("model.safetensors");
        var run = CommandRun.Of(command, "model.safetensors", "model.onnx");
        Assert.True(run.ExitCode == ExitCode.Difference, $"{run.ExitCode}: {run.Output}{run.Error}");
        Assert.Contains("in ONNX Runtime", run.Error);
        Assert.Contains("The first layer that differs is Dense 'difference'", run.Error);
        Assert.Contains("--no-verify", run.Error);
        Assert.False(File.Exists("model.onnx"));
        Assert.True(File.Exists("model.onnx.mismatch/model.onnx"));

        run = CommandRun.Of(command, "model.safetensors", "model.onnx", "--json");
        Assert.Equal((ExitCode.Difference, ""), (run.ExitCode, run.Output));
        Assert.Contains("\"exit_code\":6", run.Error);

        CommandRun.Successful(command, "model.safetensors", "model.onnx", "--no-verify");
        Assert.Equal(ExitCode.Difference, CommandRun.Of("parity", "model.safetensors", "model.onnx").ExitCode);
    }

    [Fact]
    public void A_network_for_numbers_far_from_0_is_compared_where_they_lie()
    {
        using var folder = new EmptyFolder();
        var column = new TableColumn("year", TableColumnKind.Number) { Mean = 2000, Deviation = 1 };
        var table = new TableSchema([column], new TableLabel("y", CsvLabelKind.Number), MissingValues.Error, [""]);
        ModelStore.Save("model.safetensors", OfRounding(), new InputDescription(table, null));
        CommandRun.Mistaken(["export", "model.safetensors", "model.onnx"], ExitCode.Difference, "The first layer that differs is Dense 'difference'");
    }

    [Fact]
    public void Networks_for_numbers_far_from_0_are_told_apart()
    {
        using var folder = new EmptyFolder("iris.csv");
        var rows = File.ReadLines("iris.csv").Skip(1).Select(line => line.Split(',')).Select(fields =>
            string.Join(',', fields[..4].Select(field => (float.Parse(field, CultureInfo.InvariantCulture) + 30_000).ToString("F1", CultureInfo.InvariantCulture)).Append(fields[4])));
        folder.Write("far.csv", $"a,b,c,d,y\n{string.Join('\n', rows)}\n");
        foreach (var seed in new[] { "1", "2" })
        {
            CommandRun.Successful("train", "far.csv", "--hidden", "4", "--epochs", "3", "--seed", seed, "--no-report", "-o", seed);
            CommandRun.Successful("export", $"{seed}/model.safetensors", $"{seed}.onnx");
            CommandRun.Successful("parity", $"{seed}/model.safetensors", $"{seed}.onnx");
            CommandRun.Successful("parity", $"{seed}.onnx");
        }

        Assert.Equal(ExitCode.Difference, CommandRun.Of("parity", "1/model.safetensors", "2.onnx").ExitCode);
    }

    // Differences of numbers that are nearly the same: what is left of them is the rounding of tanh, which no two programs do alike.
    private static Sequential OfRounding()
    {
        const int pairs = 16;
        var network = new Sequential(new Dense(2 * pairs, "tanh", name: "nearly the same"), new Dense(1, name: "difference"));
        network.Build(new Shape(1));
        foreach (var (name, parameter) in network.NamedParameters)
        {
            parameter.Write(Tensor.From(parameter.Shape, [.. Enumerable.Range(0, parameter.Count).Select(i => (name, i % 2) switch
            {
                ("nearly the same.weight", _) => 0.1f + (i / 2 * 0.05f),
                ("nearly the same.bias", 1) => 1e-6f,
                ("difference.weight", 0) => 1f,
                ("difference.weight", 1) => -1f,
                _ => 0f,
            })]));
        }

        return network;
    }
}
