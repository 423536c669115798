using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Interop.Bench.Machine;

/// <summary>Publishes programs compiled ahead of time (ReadyToRun), to be run by the installed .NET.</summary>
internal static class AheadOfTime
{
    /// <summary>Publishes a program for this machine.</summary>
    /// <param name="project">Its project file.</param>
    /// <param name="folder">Where the program goes.</param>
    /// <returns>Whether it was published, and what was said of it: no package source may serve the compiler.</returns>
    public static (bool IsPublished, string Output) Publish(string project, string folder)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false",
                "-p:PublishReadyToRun=true", "-o", folder, "-v", "quiet",
            ])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode == 0, output);
    }
}
