namespace Interop.Cli.Models;

/// <summary>Tells by its name what kind of model a file holds.</summary>
internal static class ModelPath
{
    /// <summary>The kind.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CommandException">The extension belongs to none.</exception>
    public static ModelKind KindOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".safetensors" => ModelKind.Safetensors,
        ".onnx" => ModelKind.Onnx,
        ".pt" or ".pth" or ".bin" => ModelKind.PyTorch,
        ".dat" => ModelKind.TorchSharp,
        var other => throw new CommandException(
            ExitCode.Usage,
            $"'{path}' is of a kind that is not known as a model{(other.Length > 0 ? $" ({other})" : "")}.",
            Directory.Exists(path)
                ? $"It is a folder; name the file in it, as {Path.Combine(path, "model.safetensors")}."
                : "Models end in .safetensors or .onnx, state files in .pt, .pth, .dat or .safetensors."),
    };

    /// <summary>Throws unless there is a file.</summary>
    /// <param name="path">The file.</param>
    public static void MustExist(string path)
    {
        if (!File.Exists(path))
        {
            // A folder of a training stands for its model nowhere, but is what one forgets.
            _ = Directory.Exists(path) ? KindOf(path) : default;
            throw new FileNotFoundException(null, path);
        }
    }
}
