namespace Interop.Native.Tests.Infrastructure;

/// <summary>Node with the packages of <c>samples/Onnx</c>, above all ONNX Runtime's WebAssembly build.</summary>
public static class NodeRuntime
{
    private static readonly string[] Manifest = ["package.json", "package-lock.json"];

    /// <summary>Runs a script with the packages at hand; it must succeed. Skips the test where there is no Node or npm cannot fetch the packages.</summary>
    /// <param name="script">The script.</param>
    /// <param name="arguments">What it is given.</param>
    /// <returns>What it printed.</returns>
    public static string Run(string script, params string[] arguments)
    {
        var folder = Packages();
        var copy = Path.Combine(folder, Path.GetFileName(script));
        File.Copy(script, copy, overwrite: true);
        var (code, output) = ExternalProgram.Run("node", [copy, .. arguments]);
        Assert.True(code == 0, $"{script} failed:\n{output}");
        return output;
    }

    // The packages are fetched once for a checkout, into artifacts, as package-lock.json pins them.
    private static string Packages()
    {
        Assert.SkipWhen(ExternalProgram.Run("node", "--version").Code != 0, "Needs Node.js 18 or later; none was found.");
        var source = RepositoryFolder.Path("samples", "Onnx");
        var folder = RepositoryFolder.Path("artifacts", "node");
        using var mutex = new Mutex(initiallyOwned: false, "interop-node-packages");
        mutex.WaitOne();
        try
        {
            Directory.CreateDirectory(folder);
            if (!Directory.Exists(Path.Combine(folder, "node_modules")) || !Manifest.All(name => AreSame(Path.Combine(source, name), Path.Combine(folder, name))))
            {
                Fetch(source, folder);
            }
        }
        finally
        {
            mutex.ReleaseMutex();
        }

        return folder;
    }

    private static void Fetch(string source, string folder)
    {
        foreach (var name in Manifest)
        {
            File.Copy(Path.Combine(source, name), Path.Combine(folder, name), overwrite: true);
        }

        var (code, output) = ExternalProgram.RunIn(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        if (code != 0)
        {
            File.Delete(Path.Combine(folder, Manifest[^1]));
            Assert.Skip($"Needs onnxruntime-web, which npm cannot fetch here: {output.Trim().Split('\n')[^1]}");
        }
    }

    private static bool AreSame(string left, string right) => File.Exists(right) && File.ReadAllText(left) == File.ReadAllText(right);
}
