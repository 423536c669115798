using System.Collections.Concurrent;

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
        var folder = Directory.CreateTempSubdirectory("interop-oracle-");
        try
        {
            var path = Path.Combine(folder.FullName, "live.json.gz");
            TestContext.Current.SendDiagnosticMessage($"{script} --seed {LiveSeed}");
            TestContext.Current.TestOutputHelper?.WriteLine($"{script} --seed {LiveSeed}");
            Run(script, module, "--seed", $"{LiveSeed}", "--out", path);
            return OracleFile.Read(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Runs a script of <c>tests/oracles</c>, which must succeed; skips the test where its module is not installed.</summary>
    /// <param name="script">The script's file name.</param>
    /// <param name="module">The Python module it needs.</param>
    /// <param name="arguments">What it is given.</param>
    /// <returns>What it printed.</returns>
    public static string Run(string script, string module, params string[] arguments)
    {
        var interpreter = InterpreterFor.GetOrAdd(module, FindInterpreter);
        Assert.SkipWhen(interpreter is null, $"Needs a Python 3 with the module '{module}' ({PackageOf(module)}); none was found.");
        var (code, output) = ExternalProgram.Run(interpreter!, [Path.Combine(AppContext.BaseDirectory, "oracles", script), .. arguments]);
        Assert.True(code == 0, $"{script} failed:\n{output}");
        return output;
    }

    private static string PackageOf(string module) => module == "tensorboard" ? "pip install tensorboard" : $"Debian: python3-{module}";

    private static string? FindInterpreter(string module) =>
        Interpreters.FirstOrDefault(interpreter => ExternalProgram.Run(interpreter, "-c", $"import numpy, {module}").Code == 0);
}
