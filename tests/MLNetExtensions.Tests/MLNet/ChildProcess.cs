using System.Diagnostics;

namespace Interop.MLNetExtensions.Tests.MLNet;

/// <summary>Runs an explicit test of this program in a process of its own, which nothing of this process has reached.</summary>
internal static class ChildProcess
{
    private const string Variable = "INTEROP_MLNET_CHILD";

    /// <summary>What the test that runs in a process of its own was told: file names, for example. Empty elsewhere.</summary>
    public static string[] Arguments => Environment.GetEnvironmentVariable(Variable)?.Split('\n') ?? [];

    /// <summary>Runs a test and waits for it.</summary>
    /// <param name="method">Its full name.</param>
    /// <param name="arguments">What it is told.</param>
    public static void Run(string method, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }

        foreach (var argument in (string[])["-explicit", "only", "-method", method])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[Variable] = string.Join('\n', arguments);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"The child process ended with {process.ExitCode}: {errors.Result}{output}");
    }
}
