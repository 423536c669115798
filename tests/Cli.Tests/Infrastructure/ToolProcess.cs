using System.Diagnostics;

namespace Interop.Cli.Tests.Infrastructure;

/// <summary>The tool in a process of its own, as a shell runs it.</summary>
internal static class ToolProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Starts it.</summary>
    /// <param name="arguments">The arguments behind <c>interop</c>.</param>
    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "interop.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>Waits for its end.</summary>
    /// <param name="process">The process.</param>
    public static async Task<CommandRun> Finish(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return new CommandRun(process.ExitCode, await output, await error);
    }

    /// <summary>Waits until something has come about.</summary>
    /// <param name="happened">Whether it has.</param>
    public static async Task Until(Func<bool> happened)
    {
        var clock = Stopwatch.StartNew();
        while (!happened())
        {
            Assert.True(clock.Elapsed < Patience, "It did not come about in time.");
            await Task.Delay(20);
        }
    }
}
