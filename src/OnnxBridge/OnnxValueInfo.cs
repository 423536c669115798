namespace Interop.OnnxBridge;

/// <summary>An input or output of an ONNX model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ElementType">The type of its elements, such as <c>Float</c>.</param>
/// <param name="Dimensions">Its extents, the batch axis first where it has one; null where the file leaves one open.</param>
public sealed record OnnxValueInfo(string Name, string ElementType, IReadOnlyList<int?> Dimensions)
{
    /// <summary>Name, type and extents.</summary>
    public override string ToString() => $"{Name}: {ElementType} [{string.Join(", ", Dimensions.Select(extent => extent?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"))}]";
}
