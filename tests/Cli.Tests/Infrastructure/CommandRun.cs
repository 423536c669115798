using System.Text.Json;

namespace Interop.Cli.Tests.Infrastructure;

/// <summary>What a command did: its exit code and what it wrote.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">What it wrote to its output.</param>
/// <param name="Error">What it wrote to its errors.</param>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a command in this process.</summary>
    /// <param name="arguments">The arguments behind <c>interop</c>.</param>
    public static CommandRun Of(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = InteropCommandLine.Run(arguments, output, error);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command that must succeed.</summary>
    /// <param name="arguments">The arguments behind <c>interop</c>.</param>
    public static CommandRun Successful(params string[] arguments)
    {
        var run = Of(arguments);
        Assert.True(run.ExitCode == 0, $"interop {string.Join(' ', arguments)} ended with {run.ExitCode}:\n{run.Output}\n{run.Error}");
        return run;
    }

    /// <summary>Runs a command that must end in an error that says what is wrong, without a stack trace.</summary>
    /// <param name="arguments">The arguments behind <c>interop</c>.</param>
    /// <param name="exitCode">The exit code.</param>
    /// <param name="parts">Texts that the error holds.</param>
    public static CommandRun Mistaken(string[] arguments, int exitCode, params string[] parts)
    {
        var run = Of(arguments);
        Assert.True(run.ExitCode == exitCode, $"interop {string.Join(' ', arguments)} ended with {run.ExitCode}:\n{run.Output}\n{run.Error}");
        Assert.DoesNotContain("   at ", run.Error);
        Assert.All(parts, part => Assert.Contains(part, run.Error));
        return run;
    }

    /// <summary>The lines of the output as JSON.</summary>
    public IReadOnlyList<JsonElement> Json => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
