using System.Security.Cryptography;
using System.Text.Json;
using Interop.Native.Files;

namespace Interop.TorchBridge.Tests.Infrastructure;

/// <summary>The types, shapes and SHA-256 sums of tensors by name, as <c>tests/oracles/torch_files.py</c> lists them.</summary>
internal static class TensorListing
{
    /// <summary>The listing of a state, one text for each tensor.</summary>
    public static Dictionary<string, string> Of(TorchState state) => state.Tensors.ToDictionary(
        pair => pair.Key,
        pair => Describe($"{pair.Value.Type}", pair.Value.Shape, Convert.ToHexStringLower(SHA256.HashData(pair.Value.Bytes.Span))));

    /// <summary>A listing that PyTorch wrote.</summary>
    public static Dictionary<string, string> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.GetProperty("tensors").EnumerateObject().ToDictionary(
            tensor => tensor.Name,
            tensor => Describe(
                tensor.Value.GetProperty("type").GetString()!,
                tensor.Value.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32()),
                tensor.Value.GetProperty("sha256").GetString()!));
    }

    /// <summary>Writes a listing for PyTorch to compare with.</summary>
    public static void Write(TorchState state, string path)
    {
        using var stream = File.Create(path);
        using var writer = new Utf8JsonWriter(stream);
        writer.WriteStartObject();
        writer.WriteStartObject("tensors");
        foreach (var (name, tensor) in state.Tensors)
        {
            writer.WriteStartObject(name);
            writer.WriteString("type", $"{tensor.Type}");
            writer.WriteStartArray("shape");
            foreach (var extent in tensor.Shape)
            {
                writer.WriteNumberValue(extent);
            }

            writer.WriteEndArray();
            writer.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(tensor.Bytes.Span)));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string Describe(string type, IEnumerable<int> shape, string sum) => $"{type} [{string.Join(", ", shape)}] {sum}";
}
