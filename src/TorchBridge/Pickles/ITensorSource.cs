using Interop.Native.Files;

namespace Interop.TorchBridge.Pickles;

/// <summary>Makes tensors of the storages that a pickle refers to.</summary>
internal interface ITensorSource
{
    /// <summary>A view of a storage as a tensor in row-major order.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="type">The type of its elements.</param>
    /// <param name="offset">The first element of the view.</param>
    /// <param name="extents">Its extents.</param>
    /// <param name="strides">The distance of neighbours along each axis, in elements.</param>
    /// <exception cref="TorchFileException">The view leaves the storage, or is too large.</exception>
    PickleTensor View(PickleStorage storage, ElementType type, long offset, IReadOnlyList<long> extents, IReadOnlyList<long> strides);
}
