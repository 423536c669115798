using System.Buffers.Binary;
using System.Text;
using Interop.Native.Files;
using Interop.TorchBridge.Archives;
using Interop.TorchBridge.Files;

namespace Interop.TorchBridge.Pickles;

/// <summary>
/// Writes a state dict as <c>torch.save</c> does: an OrderedDict of tensors in pickle protocol 2, with no instruction and no name that
/// <c>torch.load(…, weights_only=True)</c> refuses. Tensors that share their bytes share a storage.
/// </summary>
internal static class StatePickle
{
    private const string Folder = "archive/";

    /// <summary>Writes a state.</summary>
    public static void Write(TorchState state, Stream stream)
    {
        foreach (var (name, tensor) in state.Tensors)
        {
            if (TorchTypes.Storage(tensor.Type) is null)
            {
                throw new NotSupportedException($"'{name}' is of {tensor.Type}, for which PyTorch has no storage; store it as another type.");
            }
        }

        var storages = new OrderedDictionary<(ReadOnlyMemory<byte> Bytes, ElementType Type), string>();
        var pickle = Pickle(state, storages);
        var archive = new ZipWriter(stream);
        archive.Add($"{Folder}data.pkl", pickle);
        archive.Add($"{Folder}byteorder", "little"u8);
        foreach (var ((bytes, _), key) in storages)
        {
            archive.Add($"{Folder}data/{key}", bytes.Span);
        }

        archive.Add($"{Folder}version", "3\n"u8);
        archive.Finish();
    }

    private static byte[] Pickle(TorchState state, OrderedDictionary<(ReadOnlyMemory<byte> Bytes, ElementType Type), string> storages)
    {
        using var pickle = new MemoryStream();
        pickle.Write([(byte)PickleOpcode.Proto, 2]);
        WriteEmptyOrderedDictionary(pickle);
        pickle.WriteByte((byte)PickleOpcode.Mark);
        foreach (var (name, tensor) in state.Tensors)
        {
            if (!storages.TryGetValue((tensor.Bytes, tensor.Type), out var key))
            {
                key = $"{storages.Count}";
                storages.Add((tensor.Bytes, tensor.Type), key);
            }

            WriteText(pickle, name);
            WriteTensor(pickle, tensor, key);
        }

        pickle.WriteByte((byte)PickleOpcode.SetItems);
        pickle.WriteByte((byte)PickleOpcode.Stop);
        return pickle.ToArray();
    }

    // _rebuild_tensor_v2(storage, 0, extents, strides, False, OrderedDict())
    private static void WriteTensor(MemoryStream pickle, StoredTensor tensor, string key)
    {
        WriteGlobal(pickle, "torch._utils", "_rebuild_tensor_v2");
        pickle.WriteByte((byte)PickleOpcode.Mark);
        pickle.WriteByte((byte)PickleOpcode.Mark);
        WriteText(pickle, "storage");
        WriteGlobal(pickle, "torch", TorchTypes.Storage(tensor.Type)!);
        WriteText(pickle, key);
        WriteText(pickle, "cpu");
        WriteNumber(pickle, tensor.Shape.Size);
        pickle.WriteByte((byte)PickleOpcode.Tuple);
        pickle.WriteByte((byte)PickleOpcode.BinPersId);
        WriteNumber(pickle, 0);
        WriteNumbers(pickle, [.. tensor.Shape]);
        WriteNumbers(pickle, [.. Enumerable.Range(0, tensor.Shape.Rank).Select(axis => tensor.Shape.SizeBetween(axis + 1, tensor.Shape.Rank))]);
        pickle.WriteByte((byte)PickleOpcode.NewFalse);
        WriteEmptyOrderedDictionary(pickle);
        pickle.WriteByte((byte)PickleOpcode.Tuple);
        pickle.WriteByte((byte)PickleOpcode.Reduce);
    }

    private static void WriteEmptyOrderedDictionary(MemoryStream pickle)
    {
        WriteGlobal(pickle, "collections", "OrderedDict");
        pickle.WriteByte((byte)PickleOpcode.EmptyTuple);
        pickle.WriteByte((byte)PickleOpcode.Reduce);
    }

    private static void WriteGlobal(MemoryStream pickle, string module, string name)
    {
        pickle.WriteByte((byte)PickleOpcode.Global);
        pickle.Write(Encoding.UTF8.GetBytes($"{module}\n{name}\n"));
    }

    private static void WriteText(MemoryStream pickle, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        pickle.WriteByte((byte)PickleOpcode.BinUnicode);
        WriteInt32(pickle, bytes.Length);
        pickle.Write(bytes);
    }

    private static void WriteNumbers(MemoryStream pickle, int[] numbers)
    {
        pickle.WriteByte((byte)PickleOpcode.Mark);
        foreach (var number in numbers)
        {
            WriteNumber(pickle, number);
        }

        pickle.WriteByte((byte)PickleOpcode.Tuple);
    }

    private static void WriteNumber(MemoryStream pickle, int number)
    {
        pickle.WriteByte((byte)PickleOpcode.BinInt);
        WriteInt32(pickle, number);
    }

    private static void WriteInt32(MemoryStream pickle, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        pickle.Write(bytes);
    }
}
