using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace Interop.Native.Tests.Infrastructure;

/// <summary>Runs a recorder of <c>tests/oracles</c> where the program it needs is installed.</summary>
public static class PythonOracle
{
    // Another seed than the recorded files', fixed so that a failure can be repeated.
    private const int LiveSeed = 7;

    // Debian installs python3-torch for its own interpreter, which need not be the first on the path.
    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3", "python"];
    private static readonly ConcurrentDictionary<string, string?> InterpreterFor = new();

    /// <summary>Runs a recorder with another seed than the recorded one; skips the test where its module is not installed.</summary>
    /// <param name="script">The recorder's file name.</param>
    /// <param name="module">The Python module it needs, such as <c>torch</c>.</param>
    public static OracleFile Live(string script, string module)
    {
        var interpreter = InterpreterFor.GetOrAdd(module, FindInterpreter);
        Assert.SkipWhen(interpreter is null, $"Needs a Python 3 with the module '{module}' (Debian: python3-{module}); none was found.");
        var folder = Directory.CreateTempSubdirectory("interop-oracle-");
        try
        {
            var path = Path.Combine(folder.FullName, "live.json.gz");
            var scriptPath = Path.Combine(AppContext.BaseDirectory, "oracles", script);
            var (code, output) = Run(interpreter!, scriptPath, "--seed", $"{LiveSeed}", "--out", path);
            Assert.True(code == 0, $"{script} failed:\n{output}");
            return OracleFile.Read(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? FindInterpreter(string module) =>
        Interpreters.FirstOrDefault(interpreter => Run(interpreter, "-c", $"import numpy, {module}").Code == 0);

    private static (int Code, string Output) Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.Result);
        }
        catch (Win32Exception absent)
        {
            return (-1, absent.Message);
        }
    }
}
