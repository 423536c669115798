using System.Text.Json;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Bench.Tests;

/// <summary>The commands of <c>docs/performance.md</c>, each in the smallest form that its options permit and in a folder of its own; what they measure here is not looked at.</summary>
public sealed class PageCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("interop-bench-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Peers_are_compared_and_held_to_the_goals()
    {
        var (code, output) = Run("peers", "--filter", "infer tiny 1", "--threads", "1", "--rounds", "1", "--check", "--allow-missing");

        // On a machine that does other work a goal may be missed.
        Assert.True(code is 0 or 1, output);
        Assert.Contains("| infer tiny 1 ", output);
        Assert.Contains("left out by --filter \"infer tiny 1\" and --threads 1", output);
        Assert.Contains("## Goals", File.ReadAllText(Path.Combine(_folder, "artifacts", "bench", "peers.md")));
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "artifacts", "bench", "peers.json")));
        Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
    }

    [Fact]
    public void A_first_step_is_measured()
    {
        var (code, output) = Run("first-step", "tiny");
        Assert.True(code == 0, output);
        Assert.Matches("tiny: first step [0-9]+ ms after the start, [0-9]+ MB at the peak", output);
    }

    [Fact]
    public void Optimizers_are_measured()
    {
        var (code, output) = Run("optimizers", "--network", "tiny", "--threads", "1");
        Assert.True(code == 0, output);
        Assert.Equal(2 + Interop.Native.Optimizers.OptimizerNames.All.Count(), output.Trim().Split('\n').Length);
    }

    [Fact]
    public void Losses_are_measured()
    {
        var (code, output) = Run("losses");
        Assert.True(code == 0, output);
        Assert.Contains("| Huber | [128, 784] |", output);
    }

    // All are found, and one product of the smallest size is measured: all of them take minutes.
    [Fact]
    public void Kernels_are_listed_and_one_is_measured()
    {
        var (code, output) = RunKernels("--filter", "*", "--list", "flat");
        Assert.True(code == 0, output);
        foreach (var name in new[] { "ConvolutionBenchmarks.Forward", "ConvolutionBenchmarks.Backward", "ProductBenchmarks.Native" })
        {
            Assert.Contains($"Interop.Bench.Kernels.{name}", output);
        }

        (code, output) = RunKernels("--filter", "*ProductBenchmarks.Native(Size: 64)");
        Assert.True(code == 0, output);
#if DEBUG
        // BenchmarkDotNet measures no code that is not optimized, and says so.
        Assert.Contains("non-optimized", output);
#else
        Assert.Contains("executed benchmarks: 1", output);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_folder, "artifacts", "bench", "kernels", "results"), "*.md"));
#endif
    }

    [Fact]
    public void Cold_starts_are_measured_with_their_goals()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A script stands for the tool, and Windows starts none as a program.");
        var tool = Tool("exit 0");
        var (code, output) = Run("cold-start", "--tool", tool, "--times", "3", "--check");
        Assert.True(code == 0, output);
        string[] lines = [.. output.Trim().Split('\n')];
        Assert.Equal(4, lines.Length);
        Assert.Matches(@"^\| interop --help +\| +[0-9]+ \| +[0-9]+ \| +[0-9]+ \| +150 \| yes \|$", lines[2]);
        Assert.Matches(@"^\| interop predict.*\| +300 \| yes \|$", lines[3]);
        Assert.Equal(output.Trim(), File.ReadAllText(Path.Combine(_folder, "artifacts", "bench", "cold-start.md")).Trim());

        // Too slow a start misses its goal, which counts with --check.
        Assert.Equal(1, Run("cold-start", "--tool", Tool("sleep 0.4"), "--times", "1", "--check").Code);
        Assert.Equal(0, Run("cold-start", "--tool", Tool("sleep 0.4"), "--times", "1").Code);
    }

    [Fact]
    public void A_tool_that_cannot_be_measured_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A script stands for the tool, and Windows starts none as a program.");
        var (code, output) = Run("cold-start", "--tool", Tool("echo broken >&2; exit 3"));
        Assert.Equal(2, code);
        Assert.Contains("ended with exit code 3: broken", output);
        (code, output) = Run("cold-start", "--tool", Path.Combine(_folder, "none"));
        Assert.Equal(2, code);
        Assert.Contains("cannot be started", output);
        (code, output) = Run("cold-start");
        Assert.Equal(2, code);
        Assert.Contains("start it there, or name an installed one with --tool", output);
    }

    private string Tool(string script)
    {
        var path = Path.Combine(_folder, "tool");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    private (int Code, string Output) RunKernels(params string[] arguments) =>
        ExternalProgram.RunIn(_folder, "dotnet", [Path.Combine(AppContext.BaseDirectory, "Interop.Bench.Kernels.dll"), .. arguments]);

    private (int Code, string Output) Run(params string[] arguments) =>
        ExternalProgram.RunIn(_folder, Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Interop.Bench.exe" : "Interop.Bench"), arguments);
}
