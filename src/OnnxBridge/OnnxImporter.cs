using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.OnnxBridge.Import;

namespace Interop.OnnxBridge;

/// <summary>
/// Reads ONNX models into networks that can be run, trained further and exported again. Models are made of the operators in docs/onnx.md,
/// whoever wrote them; what lies outside is refused by name, everything at once, and nothing is imported by half.
/// </summary>
/// <remarks>
/// Files are taken as hostile: sizes are checked before memory is taken, external data stays inside its folder, and memory and time are
/// bounded by the size of the file.
/// </remarks>
public static class OnnxImporter
{
    /// <summary>Reads a model from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read; null for the defaults.</param>
    /// <exception cref="OnnxFormatException">The file is damaged, or holds what a network here cannot do; the message lists all of it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Model Import(string path, OnnxImportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var length = new FileInfo(path).Length;
        if (length > Array.MaxLength)
        {
            throw new OnnxFormatException($"'{path}' has {length:N0} bytes; an ONNX file holds less than 2 GB and keeps larger weights beside itself.");
        }

        try
        {
            return Read(File.ReadAllBytes(path), options, Path.GetDirectoryName(Path.GetFullPath(path)));
        }
        catch (OnnxFormatException error)
        {
            throw new OnnxFormatException($"{Path.GetFileName(path)}: {error.Message}", error.InnerException ?? error);
        }
    }

    /// <summary>Reads a model from memory.</summary>
    /// <param name="model">The bytes of an ONNX file.</param>
    /// <param name="options">How it is read; null for the defaults.</param>
    /// <exception cref="OnnxFormatException">The model is damaged, or holds what a network here cannot do; the message lists all of it.</exception>
    public static Model Import(byte[] model, OnnxImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Read(model, options, null);
    }

    private static Model Read(byte[] bytes, OnnxImportOptions? options, string? folder)
    {
        options ??= new OnnxImportOptions();
        var message = ModelReader.Read(bytes);
        var constants = new ConstantPool(new ExternalData(options.ExternalDataFolder ?? folder), bytes.LongLength);
        try
        {
            return new GraphImporter(message, constants, options).Import();
        }
        catch (Exception error) when (error is NetworkException or ArgumentException or OverflowException)
        {
            // Shapes that do not fit one another, or would be too large for any tensor.
            throw new OnnxFormatException($"The model cannot be built: {error.Message}", error);
        }
    }
}
