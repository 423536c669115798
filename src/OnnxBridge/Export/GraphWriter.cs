using System.Runtime.InteropServices;
using Google.Protobuf;
using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Export;

/// <summary>Collects the nodes and constants of an ONNX graph and keeps their names apart.</summary>
/// <param name="opset">The version of ONNX's operator set.</param>
internal sealed class GraphWriter(int opset)
{
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object?> _constants = new(StringComparer.Ordinal);

    /// <summary>The version of ONNX's operator set.</summary>
    public int Opset => opset;

    /// <summary>The graph so far.</summary>
    public GraphProto Graph { get; } = new();

    /// <summary>A name that no value has yet: the one asked for, or that with a number behind it.</summary>
    public string FreeName(string name)
    {
        var free = name;
        for (var number = 2; _values.Contains(free); number++)
        {
            free = $"{name}_{number}";
        }

        return free;
    }

    /// <summary>Takes a name that no value has yet.</summary>
    public string Reserve(string name)
    {
        var free = FreeName(name);
        _values.Add(free);
        return free;
    }

    /// <summary>Adds a node with one output, both under the same name.</summary>
    public string AddNode(string name, string operation, IEnumerable<string> inputs, IEnumerable<OnnxAttributeValue> attributes)
    {
        var value = Reserve(name);
        Graph.Node.Add(new NodeProto
        {
            Name = value,
            OpType = operation,
            Input = { inputs },
            Output = { value },
            Attribute = { attributes.Select(attribute => attribute.Message) },
        });
        return value;
    }

    /// <summary>Adds a constant of floats. One that belongs to the same owner under the same name is there already and is shared.</summary>
    public string AddConstant(string name, IEnumerable<int> dimensions, ReadOnlySpan<float> values, object? owner = null) =>
        IsKnown(name, owner)
            ? name
            : AddConstant(name, dimensions, TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes(values), owner);

    /// <summary>Adds a constant of whole numbers.</summary>
    public string AddConstant(string name, IEnumerable<int> dimensions, ReadOnlySpan<long> values) =>
        AddConstant(name, dimensions, TensorProto.Types.DataType.Int64, MemoryMarshal.AsBytes(values), null);

    private bool IsKnown(string name, object? owner) => owner is not null && _constants.TryGetValue(name, out var known) && owner.Equals(known);

    private string AddConstant(string name, IEnumerable<int> dimensions, TensorProto.Types.DataType type, ReadOnlySpan<byte> bytes, object? owner)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("ONNX stores constants little-endian; this machine is big-endian.");
        }

        var free = Reserve(name);
        _constants[free] = owner;
        Graph.Initializer.Add(new TensorProto
        {
            Name = free,
            DataType = (int)type,
            Dims = { dimensions.Select(dimension => (long)dimension) },
            RawData = ByteString.CopyFrom(bytes),
        });
        return free;
    }
}
