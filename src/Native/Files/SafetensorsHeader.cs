using System.Text.Json;
using Interop.Native.Tensors;

namespace Interop.Native.Files;

/// <summary>
/// The JSON header of a safetensors file, taken as hostile: every number is checked before it is used, names occur once, and the tensors'
/// ranges cover the data exactly, without holes or overlaps.
/// </summary>
internal sealed class SafetensorsHeader
{
    private const string MetadataName = "__metadata__";
    private readonly string _file;
    private readonly List<SafetensorsEntry> _entries = [];
    private readonly HashSet<string> _names = [];
    private Dictionary<string, string> _metadata = [];

    private SafetensorsHeader(string file) => _file = file;

    /// <summary>The tensors, in the order of the header.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries => _entries;

    /// <summary>The texts under <c>__metadata__</c>.</summary>
    public Dictionary<string, string> Metadata => _metadata;

    /// <summary>Reads and checks a header.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="json">The header.</param>
    /// <param name="dataLength">The number of bytes behind it.</param>
    /// <exception cref="InvalidDataException">The header is not valid; the message says what was expected and what came.</exception>
    public static SafetensorsHeader Read(string file, ReadOnlySpan<byte> json, long dataLength)
    {
        var header = new SafetensorsHeader(file);
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 4 });
            header.ReadRoot(ref reader);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{file}: the header is not valid JSON in UTF-8: {error.Message}", error);
        }

        header.CheckRanges(dataLength);
        return header;
    }

    /// <summary>An error about the file.</summary>
    public InvalidDataException Error(string message) => new($"{_file}: {message}");

    private void ReadRoot(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, "the header");
        while (NextName(ref reader) is { } name)
        {
            if (!_names.Add(name))
            {
                throw Error($"the header names '{name}' twice");
            }

            if (name == MetadataName)
            {
                ReadMetadata(ref reader);
            }
            else
            {
                ReadEntry(ref reader, name);
            }
        }

        if (reader.Read())
        {
            throw Error("the header goes on behind its end");
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        _metadata = [];
        Expect(ref reader, JsonTokenType.StartObject, MetadataName);
        while (NextName(ref reader) is { } key)
        {
            Expect(ref reader, JsonTokenType.String, $"{MetadataName}.{key}");
            if (!_metadata.TryAdd(key, reader.GetString()!))
            {
                throw Error($"{MetadataName} names '{key}' twice");
            }
        }
    }

    private void ReadEntry(ref Utf8JsonReader reader, string name)
    {
        ElementType? type = null;
        Shape? shape = null;
        (long Begin, long End)? range = null;
        Expect(ref reader, JsonTokenType.StartObject, $"tensor '{name}'");
        while (NextName(ref reader) is { } field)
        {
            switch (field)
            {
                case "dtype" when type is null:
                    Expect(ref reader, JsonTokenType.String, $"the dtype of '{name}'");
                    var dtype = reader.GetString()!;
                    type = ElementTypeExtensions.FromSafetensorsName(dtype) ?? throw Error(
                        $"tensor '{name}' has dtype '{dtype}'; expected one of {string.Join(", ", ElementTypeExtensions.SafetensorsNames)}");
                    break;
                case "shape" when shape is null:
                    shape = ToShape(name, ReadNumbers(ref reader, $"the shape of '{name}'"));
                    break;
                case "data_offsets" when range is null:
                    var numbers = ReadNumbers(ref reader, $"the data_offsets of '{name}'");
                    range = numbers.Count == 2
                        ? (numbers[0], numbers[1])
                        : throw Error($"the data_offsets of '{name}' must be two numbers, got {numbers.Count}");
                    break;
                default:
                    throw Error($"tensor '{name}' has the field '{field}'; expected dtype, shape and data_offsets, once each");
            }
        }

        if (type is null || shape is null || range is null)
        {
            throw Error($"tensor '{name}' lacks {(type is null ? "dtype" : shape is null ? "shape" : "data_offsets")}");
        }

        // A shape has at most 2³¹ elements of at most 8 bytes, so this product cannot overflow.
        var (begin, end) = range.Value;
        var bytes = (long)shape.Value.Size * type.Value.Size();
        if (end < begin || end - begin != bytes)
        {
            throw Error($"tensor '{name}' of {type.Value.SafetensorsName()} and shape {shape} has {bytes} bytes, but its range is [{begin}, {end})");
        }

        _entries.Add(new SafetensorsEntry(name, type.Value, shape.Value, begin, end));
    }

    private Shape ToShape(string name, List<long> extents)
    {
        long size = 1;
        foreach (var extent in extents)
        {
            // Checked before each product: both factors then lie below 2³¹.
            if (extent > int.MaxValue || (size *= extent) > int.MaxValue)
            {
                throw Error($"tensor '{name}' of shape [{string.Join(", ", extents)}] has more than {int.MaxValue} elements, the most one tensor can hold");
            }
        }

        return new Shape([.. extents.Select(extent => (int)extent)]);
    }

    private List<long> ReadNumbers(ref Utf8JsonReader reader, string what)
    {
        const int longest = 64;
        var numbers = new List<long>();
        Expect(ref reader, JsonTokenType.StartArray, what);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0 || numbers.Count == longest)
            {
                throw Error($"{what} must be up to {longest} whole numbers of 0 or more");
            }

            numbers.Add(number);
        }

        return numbers;
    }

    private static string? NextName(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;

    private void Expect(ref Utf8JsonReader reader, JsonTokenType expected, string what)
    {
        if (!reader.Read() || reader.TokenType != expected)
        {
            throw Error($"{what} must be a JSON {Describe(expected)}, got {Describe(reader.TokenType)}");
        }
    }

    private static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "object",
        JsonTokenType.StartArray => "array",
        JsonTokenType.String => "string",
        JsonTokenType.None => "nothing",
        _ => $"{type}",
    };

    private void CheckRanges(long dataLength)
    {
        long position = 0;
        foreach (var entry in _entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != position)
            {
                throw Error($"tensor '{entry.Name}' begins at byte {entry.Begin}, but the one before it ends at {position}; tensors must follow one another without holes or overlaps");
            }

            position = entry.End;
        }

        if (position != dataLength)
        {
            throw Error($"the header describes {position} bytes of tensors, but the file has {dataLength}");
        }
    }
}
