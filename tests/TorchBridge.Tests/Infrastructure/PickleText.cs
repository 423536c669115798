using System.Buffers.Binary;
using System.Text;
using Interop.TorchBridge.Archives;

namespace Interop.TorchBridge.Tests.Infrastructure;

/// <summary>Writes pickles instruction by instruction, and the archives around them.</summary>
internal sealed class PickleText
{
    private readonly List<byte> _bytes = [];

    /// <summary>An instruction by its letter.</summary>
    public PickleText Op(char opcode, params byte[] argument)
    {
        _bytes.Add((byte)opcode);
        _bytes.AddRange(argument);
        return this;
    }

    /// <summary>A name: GLOBAL module name.</summary>
    public PickleText Global(string module, string name) => Op('c', Encoding.UTF8.GetBytes($"{module}\n{name}\n"));

    /// <summary>A text.</summary>
    public PickleText Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Op('X', [.. Int32(bytes.Length), .. bytes]);
    }

    /// <summary>A whole number.</summary>
    public PickleText Number(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Op('\x8a', [8, .. bytes]);
    }

    /// <summary>A tuple of numbers.</summary>
    public PickleText Numbers(params long[] numbers)
    {
        Op('(');
        foreach (var number in numbers)
        {
            Number(number);
        }

        return Op('t');
    }

    /// <summary>A storage: ('storage', class, key, 'cpu', count) taken from outside the pickle.</summary>
    public PickleText Storage(string key, long count, string type = "FloatStorage") =>
        Op('(').Text("storage").Global(type.Contains('.', StringComparison.Ordinal) ? "torch.storage" : "torch", type[(type.LastIndexOf('.') + 1)..]).Text(key).Text("cpu").Number(count).Op('t').Op('Q');

    /// <summary>A view of a storage.</summary>
    public PickleText Tensor(string key, long count, long offset, long[] extents, long[] strides) =>
        Global("torch._utils", "_rebuild_tensor_v2").Op('(').Storage(key, count).Number(offset).Numbers(extents).Numbers(strides)
            .Op('\x89').Global("collections", "OrderedDict").Op(')').Op('R').Op('t').Op('R');

    /// <summary>The pickle, ended.</summary>
    public byte[] Bytes() => [.. _bytes, (byte)'.'];

    /// <summary>A .pt file with the pickle, and one storage '0' of so many floats.</summary>
    public byte[] File(int floats = 4) => Archive(Bytes(), floats);

    /// <summary>A .pt file with a pickle, and one storage '0' of so many floats.</summary>
    public static byte[] Archive(byte[] pickle, int floats = 4)
    {
        using var stream = new MemoryStream();
        var writer = new ZipWriter(stream);
        writer.Add("archive/data.pkl", pickle);
        writer.Add("archive/data/0", new byte[4 * floats]);
        writer.Finish();
        return stream.ToArray();
    }

    private static byte[] Int32(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }
}
