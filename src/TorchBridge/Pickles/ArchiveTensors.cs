using Interop.Native.Files;
using Interop.Native.Tensors;
using Interop.TorchBridge.Archives;
using Interop.TorchBridge.Files;

namespace Interop.TorchBridge.Pickles;

/// <summary>
/// Makes tensors of the storages in an archive. A storage is read once and shared by its views; only views that are not contiguous are copied, and
/// all copies together are limited by the file's length, so that a view with stride 0 cannot grow beyond it. Where only what the tensors are is asked for, no storage
/// is read: the archive's directory tells its length.
/// </summary>
internal sealed class ArchiveTensors : ITensorSource
{
    private const long SmallestBudget = 1 << 20;
    private const int CopiesPerByte = 4;
    private readonly ZipReader _archive;
    private readonly string _folder;
    private readonly bool _readsValues;
    private readonly Dictionary<string, byte[]> _storages = [];
    private readonly long _budget;
    private long _copied;

    /// <summary>Reads the storages of an archive.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="folder">The folder in it that holds everything, with its slash.</param>
    /// <param name="length">The number of bytes of the file.</param>
    /// <param name="readsValues">Whether the elements are read, and not only types and shapes.</param>
    public ArchiveTensors(ZipReader archive, string folder, long length, bool readsValues)
    {
        _archive = archive;
        _folder = folder;
        _readsValues = readsValues;
        _budget = SmallestBudget + (CopiesPerByte * length);
    }

    /// <inheritdoc/>
    public PickleTensor View(PickleStorage storage, ElementType type, long offset, IReadOnlyList<long> extents, IReadOnlyList<long> strides)
    {
        var size = TorchTypes.Size(type);
        var entry = Entry(storage);
        var available = entry.Length / size;
        if (storage.Count > (storage.Type is null ? entry.Length : available))
        {
            throw Error(storage, $"should have {storage.Count} elements, but the archive has {entry.Length} bytes of it");
        }

        var shape = TorchTypes.ToShape(extents)
            ?? throw Error(storage, $"is seen as a tensor of [{string.Join(", ", extents)}], which has more than {int.MaxValue} elements");
        if (strides.Count != extents.Count || offset < 0 || strides.Any(stride => stride < 0))
        {
            throw Error(storage, $"is seen from {offset} with strides [{string.Join(", ", strides)}] for [{string.Join(", ", extents)}]; they should be 0 or more, one for each axis");
        }

        if (shape.Size == 0)
        {
            return new PickleTensor(type, shape, new StoredTensor(type, shape, ReadOnlyMemory<byte>.Empty));
        }

        Int128 last = offset;
        for (var axis = 0; axis < strides.Count; axis++)
        {
            last += (Int128)strides[axis] * (extents[axis] - 1);
        }

        if (last >= available)
        {
            throw Error(storage, $"has {available} elements, but a tensor reaches to element {last}");
        }

        if (!_readsValues)
        {
            return new PickleTensor(type, shape, null);
        }

        // From here on all positions fit an int: a storage that is read has fewer bytes than 2³¹.
        var bytes = Bytes(storage, entry);
        return new PickleTensor(type, shape, IsContiguous(extents, strides)
            ? new StoredTensor(type, shape, bytes.AsMemory((int)offset * size, shape.Size * size))
            : Copy(storage, bytes, type, (int)offset, shape, strides));
    }

    private StoredTensor Copy(PickleStorage storage, byte[] bytes, ElementType type, int offset, Shape shape, IReadOnlyList<long> strides)
    {
        var size = TorchTypes.Size(type);
        var length = (long)shape.Size * size;
        _copied += length;
        if (_copied > _budget || length > Array.MaxLength)
        {
            throw Error(storage, $"is seen by strided views that take {_copied} bytes; a file of this length may have {_budget} of them");
        }

        var copy = new byte[length];
        var rank = shape.Rank;
        var index = new int[rank];
        var source = offset;
        for (var target = 0; target < copy.Length; target += size)
        {
            bytes.AsSpan(source * size, size).CopyTo(copy.AsSpan(target));
            for (var axis = rank - 1; axis >= 0; axis--)
            {
                source += (int)Step(axis);
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                source -= (int)Step(axis) * shape[axis];
                index[axis] = 0;
            }
        }

        return new StoredTensor(type, shape, copy);

        // An axis of one element is never stepped along, so its stride may be anything.
        long Step(int axis) => shape[axis] == 1 ? 0 : strides[axis];
    }

    private static bool IsContiguous(IReadOnlyList<long> extents, IReadOnlyList<long> strides)
    {
        long expected = 1;
        for (var axis = extents.Count - 1; axis >= 0; axis--)
        {
            if (extents[axis] != 1 && strides[axis] != expected)
            {
                return false;
            }

            expected *= extents[axis];
        }

        return true;
    }

    private ZipEntry Entry(PickleStorage storage) =>
        _archive.Entries.TryGetValue($"{_folder}data/{storage.Key}", out var entry) ? entry : throw Error(storage, "is not in the archive");

    private byte[] Bytes(PickleStorage storage, ZipEntry entry)
    {
        if (!_storages.TryGetValue(storage.Key, out var bytes))
        {
            bytes = _archive.Read(entry);
            _storages.Add(storage.Key, bytes);
        }

        return bytes;
    }

    private TorchFileException Error(PickleStorage storage, string message) => _archive.Error($"storage {Listing.Quote(storage.Key)} {message}");
}
