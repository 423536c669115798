using Interop.Native.Files;

namespace Interop.TorchBridge.Pickles;

/// <summary>A storage that a pickle refers to: numbers in a row, of which tensors are views.</summary>
/// <param name="Key">The name of its entry below <c>data/</c>.</param>
/// <param name="Type">The type of its elements; null for bytes whose type the tensor says.</param>
/// <param name="Count">The number of its elements, or of its bytes.</param>
internal sealed record PickleStorage(string Key, ElementType? Type, long Count);
