using System.Text.Json;

namespace Interop.Cli.Output;

/// <summary>Writes figures as JSON, which has no NaN and no infinity: they become null.</summary>
internal static class JsonFigures
{
    /// <summary>Writes a figure.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public static void Write(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Writes figures as an object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="values">The figures.</param>
    public static void Write(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, double>> values)
    {
        json.WriteStartObject(name);
        foreach (var (figure, value) in values)
        {
            Write(json, figure, value);
        }

        json.WriteEndObject();
    }
}
