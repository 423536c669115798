using System.Diagnostics;

namespace Interop.Cli.Tests.Infrastructure;

/// <summary>The tool in a process of its own, as a shell runs it.</summary>
internal static class ToolProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Starts it.</summary>
    /// <param name="arguments">The arguments behind <c>interop</c>.</param>
    public static Process Start(params string[] arguments) => Start("dotnet", [Tool, .. arguments]);

    /// <summary>Starts it as a terminal's shell does, so that Ctrl-C reaches it: what a shell starts in the background ignores that signal, and so does what it starts.</summary>
    /// <param name="arguments">The arguments behind <c>interop</c>.</param>
    public static Process StartForCtrlC(params string[] arguments)
    {
        try
        {
            return Start("env", ["--default-signal=INT", "dotnet", Tool, .. arguments]);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("Needs the program env of GNU coreutils.");
            throw;
        }
    }

    /// <summary>Starts it on a terminal of its own, where nobody types.</summary>
    /// <param name="width">How many characters fit in a line.</param>
    /// <param name="arguments">The arguments behind <c>interop</c>; no spaces in them.</param>
    public static Process StartOnTerminal(int width, params string[] arguments)
    {
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--command", $"stty cols {width}; exec dotnet {Tool} {string.Join(' ', arguments)}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TERM"] = "xterm-256color";
        foreach (var name in new[] { "CI", "GITHUB_ACTIONS", "NO_COLOR" })
        {
            start.Environment.Remove(name);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("Needs the program script of util-linux.");
            throw;
        }
    }

    /// <summary>Starts it as the user who may do nothing, which root can.</summary>
    /// <param name="arguments">The arguments behind <c>interop</c>.</param>
    public static Process StartAsNobody(params string[] arguments)
    {
        const string nobody = "65534";
        return Start("setpriv", [$"--reuid={nobody}", $"--regid={nobody}", "--clear-groups", "dotnet", Tool, .. arguments]);
    }

    private static string Tool => Path.Combine(AppContext.BaseDirectory, "interop.dll");

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

    /// <summary>Sends it a signal, while it still runs.</summary>
    /// <param name="process">The process.</param>
    /// <param name="signal">The signal's name, such as <c>INT</c>.</param>
    public static async Task Signal(Process process, string signal)
    {
        Assert.False(process.HasExited, "It ended before it was signalled.");
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
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

    private static Process Start(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
