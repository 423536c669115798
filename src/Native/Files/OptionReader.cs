using System.Text.Json;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Tensors;

namespace Interop.Native.Files;

/// <summary>
/// Gives back the options that an <see cref="OptionWriter"/> took down. The file is not trusted: an option of another type, one named twice and
/// one that nobody asks for are errors that name the place.
/// </summary>
public sealed partial class OptionReader
{
    private readonly Dictionary<string, JsonElement> _options = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly ComponentRegistry _components;

    internal OptionReader(JsonElement json, string place, ComponentRegistry components)
    {
        Place = place;
        _components = components;
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException($"{place}: an object with options was expected, got {Describe(json)}.");
        }

        foreach (var property in json.EnumerateObject())
        {
            if (!_options.TryAdd(property.Name, property.Value))
            {
                throw Error(property.Name, "is given twice; an option is given once");
            }
        }
    }

    /// <summary>Where the options stand, for messages.</summary>
    internal string Place { get; }

    /// <summary>A whole number.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="otherwise">What holds where the option is missing; null where it must be there.</param>
    /// <exception cref="InvalidDataException">It is missing, or something else.</exception>
    public int GetInt32(string name, int? otherwise = null) => FindInt32(name) ?? otherwise ?? throw Missing(name);

    /// <summary>A whole number, or null where the option is missing.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public int? FindInt32(string name) => Find(name) is not { } json ? null
        : json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var value) ? value
        : throw Wrong(name, "a whole number", json);

    /// <summary>A whole number that may be large.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">It is missing, or something else.</exception>
    public long GetInt64(string name) => FindInt64(name) ?? throw Missing(name);

    /// <summary>A whole number that may be large, or null where the option is missing.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public long? FindInt64(string name) => Find(name) is not { } json ? null
        : json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var value) ? value
        : throw Wrong(name, "a whole number", json);

    /// <summary>A number.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="otherwise">What holds where the option is missing; null where it must be there.</param>
    /// <exception cref="InvalidDataException">It is missing, or something else.</exception>
    public float GetSingle(string name, float? otherwise = null) => FindSingle(name) ?? otherwise ?? throw Missing(name);

    /// <summary>A number, or null where the option is missing.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public float? FindSingle(string name) => Find(name) is not { } json ? null
        : json.ValueKind != JsonValueKind.Number ? (float)GetDouble(name)
        : json.TryGetSingle(out var value) && float.IsFinite(value) ? value
        : throw Wrong(name, "a number", json);

    /// <summary>A number.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="otherwise">What holds where the option is missing; null where it must be there.</param>
    /// <exception cref="InvalidDataException">It is missing, or something else.</exception>
    public double GetDouble(string name, double? otherwise = null) => FindDouble(name) ?? otherwise ?? throw Missing(name);

    /// <summary>A number, or null where the option is missing.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public double? FindDouble(string name)
    {
        if (Find(name) is not { } json)
        {
            return null;
        }

        return json.ValueKind switch
        {
            JsonValueKind.Number when json.TryGetDouble(out var value) && double.IsFinite(value) => value,
            JsonValueKind.String when json.ValueEquals("Infinity") => double.PositiveInfinity,
            JsonValueKind.String when json.ValueEquals("-Infinity") => double.NegativeInfinity,
            JsonValueKind.String when json.ValueEquals("NaN") => double.NaN,
            _ => throw Wrong(name, "a number", json),
        };
    }

    /// <summary>Yes or no.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="otherwise">What holds where the option is missing; null where it must be there.</param>
    /// <exception cref="InvalidDataException">It is missing, or something else.</exception>
    public bool GetBoolean(string name, bool? otherwise = null) => FindBoolean(name) ?? otherwise ?? throw Missing(name);

    /// <summary>Yes or no, or null where the option is missing.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public bool? FindBoolean(string name) => Find(name) is not { } json ? null
        : json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean()
        : throw Wrong(name, "true or false", json);

    /// <summary>A text, or null where the option is missing.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public string? FindText(string name) => Find(name) is not { } json ? null : TextOf(name, json);

    /// <summary>A text.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">It is missing, or something else.</exception>
    public string GetText(string name) => FindText(name) ?? throw Missing(name);

    /// <summary>One of several named values, or null where the option is missing.</summary>
    /// <typeparam name="TEnum">The values to choose from.</typeparam>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public TEnum? FindName<TEnum>(string name)
        where TEnum : struct, Enum
    {
        if (FindText(name) is not { } text)
        {
            return null;
        }

        // TryParse alone would take numbers and lists of names too.
        return Enum.TryParse<TEnum>(text, out var value) && value.ToString() == text && Enum.IsDefined(value)
            ? value
            : throw Error(name, $"is one of {string.Join(", ", Enum.GetNames<TEnum>())}, got '{text}'");
    }

    /// <summary>One of several named values.</summary>
    /// <typeparam name="TEnum">The values to choose from.</typeparam>
    /// <param name="name">The option's name.</param>
    /// <param name="otherwise">What holds where the option is missing.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public TEnum GetName<TEnum>(string name, TEnum otherwise)
        where TEnum : struct, Enum =>
        FindName<TEnum>(name) ?? otherwise;

    /// <summary>Whole numbers, or null where the option is missing.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public int[]? FindInt32s(string name)
    {
        if (Find(name) is not { } json)
        {
            return null;
        }

        if (json.ValueKind != JsonValueKind.Array)
        {
            throw Wrong(name, "a list of whole numbers", json);
        }

        return
        [
            .. json.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var value)
                ? value
                : throw Wrong(name, "a list of whole numbers", item)),
        ];
    }

    /// <summary>Whole numbers.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">They are missing, or something else.</exception>
    public int[] GetInt32s(string name) => FindInt32s(name) ?? throw Missing(name);

    /// <summary>A shape, or null where the option is missing. A single number is a shape of one axis.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public Shape? FindShape(string name)
    {
        if (Find(name) is not { } json)
        {
            return null;
        }

        int[] extents = json.ValueKind == JsonValueKind.Number ? [GetInt32(name)] : GetInt32s(name);
        const int longest = 64;
        return extents.Length <= longest
            ? Guard(name, () => new Shape(extents))
            : throw Error(name, $"is a shape of up to {longest} axes, got {extents.Length}");
    }

    /// <summary>A shape.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">It is missing, or something else.</exception>
    public Shape GetShape(string name) => FindShape(name) ?? throw Missing(name);

    /// <summary>Padding; none where the option is missing.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public Padding GetPadding(string name)
    {
        if (Find(name) is not { } json)
        {
            return Padding.Valid;
        }

        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                return Guard(name, () => Padding.Named(TextOf(name, json)));
            case JsonValueKind.Object:
                var sides = new OptionReader(json, $"{Place}.{name}", _components);
                var padding = Padding.Of(sides.GetShape("before"), sides.GetShape("after"));
                sides.CheckAllAsked();
                return padding;
            default:
                return Padding.Of(GetShape(name).Extents);
        }
    }

    /// <summary>A small tensor, or null where the option is missing.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public Tensor? FindTensor(string name)
    {
        if (Find(name) is not { } json)
        {
            return null;
        }

        var parts = new OptionReader(json, $"{Place}.{name}", _components);
        var shape = parts.GetShape("shape");
        if (parts.Find("values") is not { ValueKind: JsonValueKind.Array } values || values.GetArrayLength() != shape.Size)
        {
            throw Error(name, $"of shape {shape} needs a list 'values' of {shape.Size} numbers");
        }

        parts.CheckAllAsked();
        float[] numbers =
        [
            .. values.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetSingle(out var value) && float.IsFinite(value)
                ? value
                : throw Wrong(name, "a list of numbers", item)),
        ];
        return Tensor.From(shape, numbers);
    }

}
