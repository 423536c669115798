using System.ComponentModel;
using System.Diagnostics;

namespace Interop.Native.Tests.Infrastructure;

/// <summary>Runs programs that a machine may or may not have.</summary>
public static class ExternalProgram
{
    /// <summary>The exit code of a program that is not installed.</summary>
    public const int Absent = -1;

    /// <summary>Runs a program to its end: its exit code, or <see cref="Absent"/>, and all that it printed.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static (int Code, string Output) Run(string program, params string[] arguments) => RunIn(Environment.CurrentDirectory, program, arguments);

    /// <summary>Runs a program in a folder to its end: its exit code, or <see cref="Absent"/>, and all that it printed.</summary>
    /// <param name="folder">The folder it runs in.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static (int Code, string Output) RunIn(string folder, string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.Result);
        }
        catch (Win32Exception absent)
        {
            return (Absent, absent.Message);
        }
    }
}
