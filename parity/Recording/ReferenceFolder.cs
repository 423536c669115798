namespace Interop.Parity.Recording;

/// <summary>Where recorded references lie: beside the program, or in the repository.</summary>
internal static class ReferenceFolder
{
    /// <summary>The folder that is read: copied beside the program.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "references");

    /// <summary>The folder that recording writes: <c>parity/references</c> of the repository.</summary>
    /// <exception cref="DirectoryNotFoundException">The program runs outside the repository.</exception>
    public static string InRepository => Path.Combine(Repository(), "parity", "references");

    /// <summary>The folder of PyTorch's results inside a folder of references: of cases that TorchSharp has not, or has wrong.</summary>
    /// <param name="references">The folder of references.</param>
    public static string PyTorchIn(string references) => Path.Combine(references, "pytorch");

    /// <summary>PyTorch's recorded results of a folder of references; null where it has none.</summary>
    /// <param name="references">The folder of references.</param>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static RecordedEngine? OpenPyTorch(string references) =>
        Directory.Exists(PyTorchIn(references)) ? new RecordedEngine(PyTorchIn(references), "recorded-pytorch") : null;

    /// <summary>The folder of the float64 truth inside a folder of references.</summary>
    /// <param name="references">The folder of references.</param>
    public static string TruthIn(string references) => Path.Combine(references, "truth");

    /// <summary>The recorded truth of a folder of references; null where it has none.</summary>
    /// <param name="references">The folder of references.</param>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static RecordedEngine? OpenTruth(string references) =>
        Directory.Exists(TruthIn(references)) ? new RecordedEngine(TruthIn(references), "truth") : null;

    /// <summary>The page that lists the components.</summary>
    public static string ComponentsPage => Path.Combine(Repository(), "docs", "components.md");

    /// <summary>The folder for reports: <c>artifacts/parity</c> of the repository, or of the current folder outside it.</summary>
    public static string Reports => Path.Combine(FindRepository() ?? Environment.CurrentDirectory, "artifacts", "parity");

    private static string Repository() => FindRepository()
        ?? throw new DirectoryNotFoundException($"Interop.sln was expected above '{AppContext.BaseDirectory}'; name the folder with --references.");

    private static string? FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Interop.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName;
    }
}
