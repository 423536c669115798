using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import;

/// <summary>Reads weights that a model keeps in files beside itself, and never a file elsewhere.</summary>
/// <param name="folder">The only folder that may be read; null for none.</param>
internal sealed class ExternalData(string? folder)
{
    // Spans count bytes in 32 bits; a weight may have more.
    private const int ChunkLength = 1 << 20;

    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    /// <summary>The size of all files that have been read from.</summary>
    public long Length { get; private set; }

    /// <summary>Reads a constant's bytes.</summary>
    /// <param name="tensor">The constant.</param>
    /// <param name="expected">The number of bytes that its shape asks for.</param>
    /// <exception cref="OnnxFormatException">The file lies elsewhere, is missing or too short, or the sizes disagree.</exception>
    public byte[] Read(TensorProto tensor, long expected)
    {
        using var file = Open(tensor, expected);
        var bytes = new byte[expected];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Reads the values of a constant of floats, which may have more bytes than an array.</summary>
    /// <param name="tensor">The constant.</param>
    /// <param name="count">The number of values.</param>
    /// <exception cref="OnnxFormatException">The file lies elsewhere, is missing or too short, or the sizes disagree.</exception>
    public float[] ReadFloats(TensorProto tensor, long count)
    {
        using var file = Open(tensor, count * sizeof(float));
        var values = new float[count];
        for (var start = 0; start < values.Length; start += ChunkLength)
        {
            file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(start, Math.Min(ChunkLength, values.Length - start))));
        }

        return values;
    }

    /// <summary>Takes the constants of a model that lie beside it into the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="folder">The folder it comes from.</param>
    public static void Embed(ModelProto model, string folder)
    {
        var data = new ExternalData(folder);
        foreach (var tensor in model.Graph.Initializer.Where(tensor => tensor.DataLocation == TensorProto.Types.DataLocation.External))
        {
            tensor.RawData = ByteString.CopyFrom(data.Read(tensor, tensor.Dims.Aggregate((long)sizeof(float), (bytes, extent) => checked(bytes * extent))));
            tensor.ClearDataLocation();
            tensor.ExternalData.Clear();
        }
    }

    // The file, at the place where the constant's bytes begin.
    private FileStream Open(TensorProto tensor, long expected)
    {
        var path = Locate(tensor);
        var offset = Number(tensor, "offset") ?? 0;
        var fileLength = new FileInfo(path).Length;
        var length = Number(tensor, "length") ?? (fileLength - offset);
        if (offset > fileLength || length > fileLength - offset)
        {
            throw Error(tensor, $"says its data lies at {offset:N0}, {length:N0} bytes long, in a file of {fileLength:N0} bytes");
        }

        if (length != expected)
        {
            throw Error(tensor, $"has {length:N0} bytes of external data, its shape asks for {expected:N0}");
        }

        Length += _files.Add(path) ? fileLength : 0;
        var file = File.OpenRead(path);
        file.Position = offset;
        return file;
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
