using System.Text.Json;

namespace Interop.Native.Files;

/// <content>What a description is made of beside options: options inside options and lists, the check that all was asked for, and the errors.</content>
public sealed partial class OptionReader
{
    /// <summary>An error about an option that must be there and is not.</summary>
    /// <param name="name">The option's name.</param>
    public InvalidDataException Missing(string name) => Error(name, "is missing; it has no default");

    /// <summary>Options inside an option, which the caller checks; null where it is missing.</summary>
    internal OptionReader? FindOptions(string name) => Find(name) is { } json ? new OptionReader(json, $"{Place}.{name}", _components) : null;

    /// <summary>The options of each item of a list, which the caller checks; none where the option is missing.</summary>
    internal IEnumerable<OptionReader> GetEach(string name) => GetList(name).Select((json, i) => new OptionReader(json, $"{Place}.{name}[{i}]", _components));

    /// <summary>Texts; none where the option is missing.</summary>
    internal string[] GetTexts(string name) => [.. GetList(name).Select(json => TextOf(name, json))];

    /// <summary>The names of all options.</summary>
    internal IEnumerable<string> Names => _options.Keys;

    /// <summary>The items of a list; none where the option is missing.</summary>
    internal IEnumerable<JsonElement> GetList(string name) => Find(name) is not { } json ? []
        : json.ValueKind == JsonValueKind.Array ? json.EnumerateArray()
        : throw Wrong(name, "a list", json);

    /// <summary>The option as it stands, or null where it is missing.</summary>
    internal JsonElement? Find(string name)
    {
        _asked.Add(name);
        return _options.TryGetValue(name, out var json) && json.ValueKind != JsonValueKind.Null ? json : null;
    }

    /// <summary>Refuses options that nobody asked for: a newer version may have put them there, and to ignore them would be another model.</summary>
    internal void CheckAllAsked()
    {
        if (_options.Keys.FirstOrDefault(name => !_asked.Contains(name)) is { } unknown)
        {
            throw Error(unknown, $"is not known here; known are {string.Join(", ", _asked.Order(StringComparer.Ordinal))}. A newer version may have written the file");
        }
    }

    /// <summary>Runs code of a component; what it refuses is told as an error of the file at this place.</summary>
    internal T Guard<T>(string name, Func<T> create)
    {
        try
        {
            return create();
        }
        catch (Exception error) when (ComponentTable.IsRefusal(error))
        {
            throw new InvalidDataException($"{Place}.{name}: {error.Message}", error);
        }
    }

    /// <summary>An error about an option.</summary>
    internal InvalidDataException Error(string name, string message) => new($"{Place}: '{name}' {message}.");

    private static string Describe(JsonElement json)
    {
        const int longest = 40;
        if (json.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            return json.ValueKind == JsonValueKind.Object ? "an object" : "a list";
        }

        var text = json.GetRawText();
        return text.Length <= longest ? text : $"{text.AsSpan(0, longest)}…";
    }

    private InvalidDataException Wrong(string name, string expected, JsonElement json) => Error(name, $"is {expected}, got {Describe(json)}");

    private string TextOf(string name, JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? json.GetString()! : throw Wrong(name, "a text", json);
}
