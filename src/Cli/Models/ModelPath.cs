namespace Interop.Cli.Models;

/// <summary>Tells by its name what kind of model a file holds.</summary>
internal static class ModelPath
{
    private const string Known = "Models end in .safetensors or .onnx, state files in .pt, .pth, .dat or .safetensors.";

    /// <summary>The kind of a file that is read.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CommandException">The extension belongs to none.</exception>
    public static ModelKind KindOf(string path) => Find(path) ?? throw NotKnown(path);

    /// <summary>The kind of a file that is to be written.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CommandException">The extension belongs to none.</exception>
    public static ModelKind KindOfTarget(string path) => Find(path) ?? throw new CommandException(
        ExitCode.Usage, $"'{path}' does not say by its extension which kind of file to write{Extension(path)}.", Known);

    /// <summary>Whether a file is a model or its weights by its extension.</summary>
    /// <param name="path">The file.</param>
    public static bool IsModel(string path) => Find(path) is not null;

    /// <summary>Throws unless there is a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CommandException">It is a folder.</exception>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static void MustExist(string path)
    {
        if (Directory.Exists(path))
        {
            throw NotKnown(path);
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException(null, path);
        }
    }

    // The folder of a training stands for its model nowhere, but the file in it is what one forgets.
    private static CommandException NotKnown(string path) => Directory.Exists(path)
        ? new CommandException(ExitCode.BadInput, $"'{path}' is a folder, not a model.", $"Name the file in it, as {Path.Combine(path, "model.safetensors")}.")
        : new CommandException(ExitCode.BadInput, $"'{path}' is of a kind that is not known as a model{Extension(path)}.", Known);

    private static ModelKind? Find(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".safetensors" => ModelKind.Safetensors,
        ".onnx" => ModelKind.Onnx,
        ".pt" or ".pth" or ".bin" => ModelKind.PyTorch,
        ".dat" => ModelKind.TorchSharp,
        _ => null,
    };

    private static string Extension(string path) => Path.GetExtension(path) is { Length: > 0 } extension ? $" ({extension})" : "";
}
