namespace Interop.OnnxBridge;

/// <summary>A constant tensor of an ONNX model, by what its file says of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ElementType">The type of its elements, such as <c>Float</c>.</param>
/// <param name="Shape">Its extents.</param>
public sealed record OnnxWeight(string Name, string ElementType, IReadOnlyList<long> Shape)
{
    /// <summary>How many elements it has.</summary>
    public long Count => Shape.Aggregate(1L, (count, extent) => unchecked(count * extent));
}
