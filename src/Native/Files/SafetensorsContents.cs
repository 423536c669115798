using Interop.Native.Tensors;

namespace Interop.Native.Files;

/// <summary>What a safetensors file holds, by its header alone: no tensor is read, however large the file is.</summary>
/// <param name="Tensors">The tensors, in the order of the header.</param>
/// <param name="Metadata">The texts beside them.</param>
public sealed record SafetensorsContents(IReadOnlyList<SafetensorsContents.Entry> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Reads the header of a file. The checksum, which is that of all bytes, is not held against them.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The header is damaged, or does not fit the file's length.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static SafetensorsContents Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        Span<byte> lengthBytes = stackalloc byte[SafetensorsFile.LengthBytes];
        SafetensorsFile.ReadHeader(stream, Path.GetFileName(path), lengthBytes, out var header);
        return new SafetensorsContents(
            [.. header.Entries.Select(entry => new Entry(entry.Name, entry.Type, entry.Shape, entry.End - entry.Begin))], header.Metadata);
    }

    /// <summary>One tensor.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Type">The type of its elements.</param>
    /// <param name="Shape">Its shape.</param>
    /// <param name="Bytes">How many bytes it takes.</param>
    public sealed record Entry(string Name, ElementType Type, Shape Shape, long Bytes);
}
