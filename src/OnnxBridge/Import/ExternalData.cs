using System.Globalization;
using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import;

/// <summary>Reads weights that a model keeps in files beside itself, and never a file elsewhere.</summary>
/// <param name="folder">The only folder that may be read; null for none.</param>
internal sealed class ExternalData(string? folder)
{
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    /// <summary>The size of all files that have been read from.</summary>
    public long Length { get; private set; }

    /// <summary>Reads a constant's bytes.</summary>
    /// <param name="tensor">The constant.</param>
    /// <param name="expected">The number of bytes that its shape asks for.</param>
    /// <exception cref="OnnxFormatException">The file lies elsewhere, is missing or too short, or the sizes disagree.</exception>
    public byte[] Read(TensorProto tensor, long expected)
    {
        var path = Locate(tensor);
        var offset = Number(tensor, "offset") ?? 0;
        var length = Number(tensor, "length");
        using var file = File.OpenRead(path);
        if (offset > file.Length || (length ?? (file.Length - offset)) > file.Length - offset)
        {
            throw Error(tensor, $"says its data lies at {offset:N0}, {length ?? 0:N0} bytes long, in a file of {file.Length:N0} bytes");
        }

        length ??= file.Length - offset;
        if (length != expected)
        {
            throw Error(tensor, $"has {length:N0} bytes of external data, its shape asks for {expected:N0}");
        }

        Length += _files.Add(path) ? file.Length : 0;
        var bytes = new byte[expected];
        file.Position = offset;
        file.ReadExactly(bytes);
        return bytes;
    }

    private string Locate(TensorProto tensor)
    {
        var location = Value(tensor, "location");
        if (string.IsNullOrEmpty(location))
        {
            throw Error(tensor, "says its data lies in another file, but not in which");
        }

        if (folder is null)
        {
            throw Error(tensor, $"keeps its data in '{location}', but the model does not come from a file; give {nameof(OnnxImportOptions)}.{nameof(OnnxImportOptions.ExternalDataFolder)}");
        }

        var parts = location.Split('/', '\\');
        if (Path.IsPathRooted(location) || location.Contains('\0', StringComparison.Ordinal) || parts.Any(part => part is "" or "." or ".." || part.Contains(':', StringComparison.Ordinal)))
        {
            throw Error(tensor, $"keeps its data in '{location}'; only files inside the model's folder are read");
        }

        var path = folder;
        foreach (var part in parts)
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
            {
                throw Error(tensor, $"keeps its data in '{location}', which leads through a link; only files inside the model's folder are read");
            }
        }

        return File.Exists(path) ? path : throw Error(tensor, $"keeps its data in '{location}', which does not exist beside the model");
    }

    private static long? Number(TensorProto tensor, string key)
    {
        if (Value(tensor, key) is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Error(tensor, $"gives '{text}' for the {key} of its external data, which is no number of 0 or more");
    }

    private static string? Value(TensorProto tensor, string key) => tensor.ExternalData.FirstOrDefault(entry => entry.Key == key)?.Value;

    private static OnnxFormatException Error(TensorProto tensor, string problem) => new($"Constant '{tensor.Name}' {problem}.");
}
