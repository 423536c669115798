using System.Text;
using System.Text.Json;
using Interop.Native.Random;
using Interop.Parity.Cases;

namespace Interop.Parity.Recording;

/// <summary>What a reference file says of one case, as JSON text in the file's metadata.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Masks">The stream of dropout masks.</param>
/// <param name="Inputs">The hash of the inputs.</param>
/// <param name="Parameters">The parameters by name.</param>
internal sealed record ReferenceHeader(string Seed, string Masks, string Inputs, IReadOnlyList<(string Name, string Value)> Parameters)
{
    /// <summary>The header of a case.</summary>
    public static ReferenceHeader Of(ParityCase parityCase) => new(
        FormattableString.Invariant($"{parityCase.Seed}"), NameOf(parityCase.Masks), parityCase.Inputs.Hash(), parityCase.Parameters);

    /// <summary>The name of a mask stream in reports and references.</summary>
    public static string NameOf(BernoulliStream? masks) => masks switch
    {
        null => "none",
        BernoulliStream.Mt19937 => "mt19937",
        _ => "mkl-mcg31",
    };

    /// <summary>The header as text.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("seed", Seed);
            writer.WriteString("masks", Masks);
            writer.WriteString("inputs", Inputs);
            foreach (var (name, value) in Parameters)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Reads a header.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    public static ReferenceHeader FromJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            string Text(string name) => document.RootElement.GetProperty(name).GetString()!;
            return new ReferenceHeader(
                Text("seed"),
                Text("masks"),
                Text("inputs"),
                [.. document.RootElement.EnumerateObject().Skip(3).Select(property => (property.Name, property.Value.GetString()!))]);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"expected a JSON object of texts with seed, masks and inputs, got '{json}'", error);
        }
    }
}
