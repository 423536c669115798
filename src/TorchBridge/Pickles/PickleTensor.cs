using Interop.Native.Files;
using Interop.Native.Tensors;

namespace Interop.TorchBridge.Pickles;

/// <summary>A tensor of a pickle.</summary>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Values">Its elements; null where only what it is was asked for.</param>
internal sealed record PickleTensor(ElementType Type, Shape Shape, StoredTensor? Values);
