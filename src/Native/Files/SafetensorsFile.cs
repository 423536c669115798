using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Interop.Native.Files;

/// <summary>
/// Tensors by name with a few texts beside them, in the safetensors format: the length of the header as 8 little-endian bytes, the header
/// as JSON, then the tensors' bytes. Holds no code and no type names, so that a file of unknown origin can be read.
/// </summary>
/// <remarks>Source: huggingface/safetensors, "Format". This reader accepts what that one accepts, and refuses overlaps and holes as it does.</remarks>
public sealed class SafetensorsFile
{
    /// <summary>The largest header that is read: 100 million bytes, the limit of the format's own library.</summary>
    public const int LargestHeader = 100_000_000;

    /// <summary>The key of a file's own checksum among its texts; it stands there as eight hexadecimal digits, and is not among <see cref="Metadata"/>.</summary>
    internal const string ChecksumKey = "interop.crc32c";

    private const string NoChecksum = "00000000";
    internal const int LengthBytes = 8;
    private readonly Dictionary<string, StoredTensor> _tensors = [];
    private readonly Dictionary<string, string> _metadata = [];
    private readonly List<string> _names = [];

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, StoredTensor> Tensors => _tensors;

    /// <summary>The tensors' names, in the order in which they were added or stand in the header.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The texts beside the tensors.</summary>
    public IDictionary<string, string> Metadata => _metadata;

    /// <summary>
    /// Whether the file carries a CRC-32C of all its bytes, those of the checksum itself taken as the digit 0. Where one is there it is checked on reading.
    /// </summary>
    public bool HasChecksum { get; set; }

    /// <summary>Adds a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tensor">The tensor.</param>
    /// <exception cref="ArgumentException">The name is taken, or is <c>__metadata__</c>.</exception>
    public void Add(string name, StoredTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(tensor);
        if (name == "__metadata__" || !_tensors.TryAdd(name, tensor))
        {
            throw new ArgumentException($"The file has '{name}' already, or the format keeps that name for itself; give another.", nameof(name));
        }

        _names.Add(name);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged; the message says where, what was expected and what came.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static SafetensorsFile Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, Path.GetFileName(path));
    }

    /// <summary>Reads a stream from its position to its end.</summary>
    /// <param name="stream">A stream that knows its length.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InvalidDataException">The content is damaged.</exception>
    public static SafetensorsFile Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> lengthBytes = stackalloc byte[LengthBytes];
        var json = ReadHeader(stream, name, lengthBytes, out var header);
        var stated = header.Metadata.Remove(ChecksumKey, out var text) ? text : null;
        var checksum = new Crc32C();
        if (stated is not null)
        {
            checksum.Append(lengthBytes);
            checksum.Append(WithoutChecksum(json, stated));
        }

        // The ranges have been checked against the file: all tensors together are as large as what is left of it.
        var file = new SafetensorsFile { HasChecksum = stated is not null };
        var contents = new Dictionary<string, StoredTensor>();
        foreach (var entry in header.Entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.End - entry.Begin > Array.MaxLength)
            {
                throw header.Error($"tensor '{entry.Name}' has {entry.End - entry.Begin} bytes, more than the {Array.MaxLength} that can be read at once");
            }

            var bytes = new byte[(int)(entry.End - entry.Begin)];
            stream.ReadExactly(bytes);
            if (stated is not null)
            {
                checksum.Append(bytes);
            }

            contents.Add(entry.Name, new StoredTensor(entry.Type, entry.Shape, bytes));
        }

        if (stated is not null && stated != Digits(checksum.Value))
        {
            throw header.Error(
                $"its checksum is said to be {stated}, but its bytes have {Digits(checksum.Value)}: the file is damaged. Use another copy; or, where another program changed it on purpose, take '{ChecksumKey}' out of its metadata");
        }

        foreach (var entry in header.Entries)
        {
            file.Add(entry.Name, contents[entry.Name]);
        }

        foreach (var (key, value) in header.Metadata)
        {
            file.Metadata.Add(key, value);
        }

        return file;
    }

    /// <summary>Reads and checks a header; the stream then stands at the first tensor.</summary>
    /// <param name="stream">A stream that knows its length.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="lengthBytes">Takes the bytes of the header's length.</param>
    /// <param name="header">The header.</param>
    /// <returns>Its JSON.</returns>
    /// <exception cref="InvalidDataException">The content is damaged.</exception>
    internal static byte[] ReadHeader(Stream stream, string name, Span<byte> lengthBytes, out SafetensorsHeader header)
    {
        var available = stream.Length - stream.Position;
        if (available < LengthBytes)
        {
            throw new InvalidDataException($"{name}: a safetensors file begins with the 8 bytes of its header's length, got {available} bytes in all.");
        }

        stream.ReadExactly(lengthBytes);
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (headerLength > LargestHeader)
        {
            var advice = Path.GetExtension(name).ToLowerInvariant() switch
            {
                ".onnx" => "; an ONNX model is read with OnnxImporter.Import of Interop.OnnxBridge",
                ".pt" or ".pth" or ".dat" => "; a state file of PyTorch or TorchSharp is read with TorchStateFile.Read of Interop.TorchBridge",
                _ => "",
            };
            throw new InvalidDataException(
                $"{name}: this is not a safetensors file: one begins with the length of its header, up to {LargestHeader} bytes, and here the header is said to have {headerLength} bytes{advice}.");
        }

        if (headerLength > (ulong)(available - LengthBytes))
        {
            throw new InvalidDataException(
                $"{name}: the header is said to have {headerLength} bytes, and the file has {available - LengthBytes} behind its length.");
        }

        var json = new byte[(int)headerLength];
        stream.ReadExactly(json);
        header = SafetensorsHeader.Read(name, json, available - LengthBytes - json.Length);
        return json;
    }

    /// <summary>Writes the file whole or not at all: to a temporary file beside it, flushed to disk, then renamed.</summary>
    /// <param name="path">The file to write or replace.</param>
    public void Write(string path) => AtomicFile.Write(path, Write);

    /// <summary>Writes to a stream.</summary>
    /// <param name="stream">Where to write.</param>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);

        // Larger elements first, so that every tensor begins on a multiple of its element's size.
        string[] order = [.. _names.OrderByDescending(name => _tensors[name].Type.Size())];
        var json = Header(order);
        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        if (HasChecksum)
        {
            WriteChecksum(length, json, order);
        }

        stream.Write(length);
        stream.Write(json);
        foreach (var name in order)
        {
            stream.Write(_tensors[name].Bytes.Span);
        }
    }

    private static string Digits(uint checksum) => checksum.ToString("x8", CultureInfo.InvariantCulture);

    // Quotes inside texts are escaped, so that this stands in the header only where the checksum is.
    private static Span<byte> FindChecksum(Span<byte> json, string digits)
    {
        var pattern = Encoding.UTF8.GetBytes($"\"{ChecksumKey}\":\"{digits}\"");
        var at = json.IndexOf(pattern);
        return at < 0 ? default : json.Slice(at + pattern.Length - 1 - digits.Length, digits.Length);
    }

    // A copy of the header in which the checksum is not known yet; as it is, where another program wrote it in another form.
    private static byte[] WithoutChecksum(byte[] json, string digits)
    {
        var copy = (byte[])json.Clone();
        FindChecksum(copy, digits).Fill((byte)'0');
        return copy;
    }

    private void WriteChecksum(ReadOnlySpan<byte> length, byte[] json, string[] order)
    {
        var checksum = new Crc32C();
        checksum.Append(length);
        checksum.Append(json);
        foreach (var name in order)
        {
            checksum.Append(_tensors[name].Bytes.Span);
        }

        Encoding.UTF8.GetBytes(Digits(checksum.Value)).CopyTo(FindChecksum(json, NoChecksum));
    }

    private byte[] Header(string[] order)
    {
        var begins = new Dictionary<string, long>();
        long position = 0;
        foreach (var name in order)
        {
            begins.Add(name, position);
            position += _tensors[name].Bytes.Length;
        }

        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            if (_metadata.Count > 0 || HasChecksum)
            {
                writer.WriteStartObject("__metadata__");
                if (HasChecksum)
                {
                    writer.WriteString(ChecksumKey, NoChecksum);
                }

                foreach (var (key, value) in _metadata)
                {
                    writer.WriteString(key, value);
                }

                writer.WriteEndObject();
            }

            foreach (var name in _names)
            {
                WriteEntry(writer, name, begins[name]);
            }

            writer.WriteEndObject();
        }

        // Spaces fill the header up to a multiple of 8, so that the tensors behind it are aligned.
        while (json.Length % LengthBytes != 0)
        {
            json.WriteByte((byte)' ');
        }

        return json.Length <= LargestHeader
            ? json.ToArray()
            : throw new InvalidOperationException($"The header would have {json.Length} bytes; readers take up to {LargestHeader}. Store less metadata or fewer tensors.");
    }

    private void WriteEntry(Utf8JsonWriter writer, string name, long begin)
    {
        var tensor = _tensors[name];
        writer.WriteStartObject(name);
        writer.WriteString("dtype", tensor.Type.SafetensorsName());
        writer.WriteStartArray("shape");
        foreach (var extent in tensor.Shape)
        {
            writer.WriteNumberValue(extent);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(begin);
        writer.WriteNumberValue(begin + tensor.Bytes.Length);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
