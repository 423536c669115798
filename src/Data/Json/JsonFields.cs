using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Interop.Data.Json;

/// <summary>What must stand in a JSON object: a field that is missing, or holds something else, is an error that names it.</summary>
internal static class JsonFields
{
    private const int LongestExcerpt = 40;

    /// <summary>A field.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">The field's name.</param>
    /// <exception cref="JsonException">It is missing, or there is no object.</exception>
    public static JsonElement Field(this JsonElement json, string name) => json.FindField(name) ?? throw new JsonException($"'{name}' is missing");

    /// <summary>A field, or null where it is missing.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">The field's name.</param>
    /// <exception cref="JsonException">There is no object, or one with a name that is no text.</exception>
    public static JsonElement? FindField(this JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException($"expected an object with '{name}', got {Excerpt(json)}");
        }

        try
        {
            return json.TryGetProperty(name, out var field) ? field : null;
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException($"the object that should hold '{name}' has a name that is no text", error);
        }
    }

    /// <summary>A text.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">The field's name.</param>
    /// <exception cref="JsonException">It is missing, or something else.</exception>
    public static string Text(this JsonElement json, string name) => AsText(json.Field(name), name);

    /// <summary>A whole number.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">The field's name.</param>
    /// <exception cref="JsonException">It is missing, or something else.</exception>
    public static int WholeNumber(this JsonElement json, string name) =>
        json.LargeNumber(name) is var number and >= int.MinValue and <= int.MaxValue ? (int)number : throw Wrong(name, "a whole number", json.Field(name));

    /// <summary>A whole number, or null where the field is missing.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">The field's name.</param>
    /// <exception cref="JsonException">It is something else.</exception>
    public static int? FindWholeNumber(this JsonElement json, string name) => json.FindField(name) is null ? null : json.WholeNumber(name);

    /// <summary>A whole number that may be large.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">The field's name.</param>
    /// <exception cref="JsonException">It is missing, or something else.</exception>
    public static long LargeNumber(this JsonElement json, string name) =>
        json.Field(name) is { ValueKind: JsonValueKind.Number } field && field.TryGetInt64(out var number) ? number : throw Wrong(name, "a whole number", json.Field(name));

    /// <summary>A finite number.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">The field's name.</param>
    /// <exception cref="JsonException">It is missing, or something else.</exception>
    public static float Number(this JsonElement json, string name) =>
        json.Field(name) is { ValueKind: JsonValueKind.Number } field && field.TryGetSingle(out var number) && float.IsFinite(number)
            ? number
            : throw Wrong(name, "a number", json.Field(name));

    /// <summary>The items of a list.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">The field's name.</param>
    /// <exception cref="JsonException">It is missing, or something else.</exception>
    public static JsonElement.ArrayEnumerator Items(this JsonElement json, string name) =>
        json.Field(name) is { ValueKind: JsonValueKind.Array } field ? field.EnumerateArray() : throw Wrong(name, "a list", json.Field(name));

    /// <summary>The texts of a list.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">The field's name.</param>
    /// <exception cref="JsonException">It is missing, or something else.</exception>
    public static string[] Texts(this JsonElement json, string name) => [.. json.Items(name).Select(item => AsText(item, name))];

    private static string AsText(JsonElement json, string name)
    {
        try
        {
            return json.ValueKind == JsonValueKind.String ? json.GetString()! : throw Wrong(name, "text", json);
        }
        catch (InvalidOperationException error)
        {
            // Half of a surrogate pair, which JSON can spell, or bytes that are no UTF-8.
            throw new JsonException($"'{name}' is text, got {Excerpt(json)}, which is none", error);
        }
    }

    private static JsonException Wrong(string name, string expected, JsonElement got) => new($"'{name}' is {expected}, got {Excerpt(got)}");

    private static string Excerpt(JsonElement json)
    {
        if (json.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            return json.ValueKind == JsonValueKind.Object ? "an object" : "a list";
        }

        var text = Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(json));
        return text.Length <= LongestExcerpt ? text : $"{text.AsSpan(0, LongestExcerpt)}…";
    }
}
