using Interop.Native.Files;
using Interop.Native.Tensors;

namespace Interop.TorchBridge.Files;

/// <summary>
/// TorchSharp's module file, <c>module.save</c>: the number of entries, then for each its name, type, number of axes, extents and bytes. All
/// numbers are in LEB128, the bytes little-endian and row-major. There is no magic and no version. Source: TorchSharp 0.106,
/// <c>Module.save</c> and <c>TensorExtensionMethods.Save</c>.
/// </summary>
internal static class TorchSharpFile
{
    /// <summary>Reads a stream from its position to its end.</summary>
    public static TorchState Read(Stream stream, string name)
    {
        var state = new TorchState();
        ReadEntries(stream, name, (reader, key) => state.Add(key, ReadTensor(reader, key)));
        return state;
    }

    /// <summary>Reads what the tensors are from a stream's position to its end, and passes over their elements.</summary>
    public static List<(string Name, ElementType Type, Shape Shape)> Describe(Stream stream, string name)
    {
        var tensors = new List<(string, ElementType, Shape)>();
        ReadEntries(stream, name, (reader, key) =>
        {
            var (type, shape) = ReadDescription(reader, key);
            reader.Skip((long)shape.Size * TorchTypes.Size(type), Listing.Quote(key));
            tensors.Add((key, type, shape));
        });
        return tensors;
    }

    /// <summary>Reads one tensor.</summary>
    public static StoredTensor ReadTensor(FileReader reader, string key)
    {
        var (type, shape) = ReadDescription(reader, key);
        return new StoredTensor(type, shape, reader.Bytes((long)shape.Size * TorchTypes.Size(type), Listing.Quote(key)));
    }

    /// <summary>Writes a state.</summary>
    public static void Write(TorchState state, Stream stream)
    {
        foreach (var (name, tensor) in state.Tensors)
        {
            if (TorchTypes.Number(tensor.Type) is null)
            {
                throw new NotSupportedException($"'{name}' is of {tensor.Type}, which TorchSharp's files do not have; store it as another type.");
            }
        }

        using var writer = new BinaryWriter(stream, new System.Text.UTF8Encoding(false), leaveOpen: true);
        writer.Write7BitEncodedInt64(state.Names.Count);
        foreach (var (name, tensor) in state.Tensors)
        {
            writer.Write(name);
            writer.Write7BitEncodedInt64(TorchTypes.Number(tensor.Type)!.Value);
            writer.Write7BitEncodedInt64(tensor.Shape.Rank);
            foreach (var extent in tensor.Shape)
            {
                writer.Write7BitEncodedInt64(extent);
            }

            writer.Write(tensor.Bytes.Span);
        }
    }

    private static void ReadEntries(Stream stream, string name, Action<FileReader, string> read)
    {
        var reader = new FileReader(stream, name);
        var count = reader.Number("the number of entries");
        var names = new HashSet<string>();
        for (long i = 0; i < count; i++)
        {
            var key = reader.Text($"the name of entry {i}");
            if (!names.Add(key))
            {
                throw reader.Error($"the name {Listing.Quote(key)} stands twice.");
            }

            read(reader, key);
        }

        if (reader.Remaining != 0)
        {
            throw reader.Error($"{reader.Remaining} bytes stand behind the last of {count} entries; is this a TorchSharp module file?");
        }
    }

    private static (ElementType Type, Shape Shape) ReadDescription(FileReader reader, string key)
    {
        var number = reader.Number($"the type of {Listing.Quote(key)}");
        var type = TorchTypes.FromNumber(number)
            ?? throw reader.Error($"{Listing.Quote(key)} has type {number}{(number is 8 or 9 or 10 ? " (complex)" : "")}, which no real tensor has.");
        var rank = reader.Number($"the number of axes of {Listing.Quote(key)}");
        if (rank > reader.Remaining)
        {
            throw reader.Error($"{Listing.Quote(key)} should have {rank} axes, but {reader.Remaining} bytes are left.");
        }

        var extents = new List<long>();
        for (long axis = 0; axis < rank; axis++)
        {
            extents.Add(reader.Number($"axis {axis} of {Listing.Quote(key)}"));
        }

        var shape = TorchTypes.ToShape(extents)
            ?? throw reader.Error($"{Listing.Quote(key)} has {rank} axes and more than {int.MaxValue} elements, the most one tensor can hold.");
        return (type, shape);
    }
}
