using System.Runtime.InteropServices;
using Google.Protobuf;
using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Export;

/// <summary>Collects the nodes and constants of an ONNX graph and keeps their names apart.</summary>
/// <param name="opset">The version of ONNX's operator set.</param>
/// <param name="data">Where large weights go; null for the graph itself.</param>
internal sealed class GraphWriter(int opset, ExternalDataWriter? data = null)
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
    public string AddConstant(string name, IEnumerable<int> dimensions, ReadOnlySpan<float> values, object? owner = null)
    {
        if (owner is not null && _constants.TryGetValue(name, out var known) && owner.Equals(known))
        {
            return name;
        }

        var tensor = Add(name, dimensions, TensorProto.Types.DataType.Float, owner);
        if (data is not null && (long)values.Length * sizeof(float) >= ExternalDataWriter.LeastBytes)
        {
            data.Write(tensor, values);
        }
        else
        {
            tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values));
        }

        return tensor.Name;
    }

    /// <summary>Adds a constant of whole numbers.</summary>
    public string AddConstant(string name, IEnumerable<int> dimensions, ReadOnlySpan<long> values)
    {
        var tensor = Add(name, dimensions, TensorProto.Types.DataType.Int64, null);
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values));
        return tensor.Name;
    }

    /// <summary>Adds a list of texts.</summary>
    public string AddConstant(string name, IReadOnlyList<string> values)
    {
        var tensor = Add(name, [values.Count], TensorProto.Types.DataType.String, null);
        tensor.StringData.Add(values.Select(ByteString.CopyFromUtf8));
        return tensor.Name;
    }

    private TensorProto Add(string name, IEnumerable<int> dimensions, TensorProto.Types.DataType type, object? owner)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("ONNX stores constants little-endian; this machine is big-endian.");
        }

        var free = Reserve(name);
        _constants[free] = owner;
        var tensor = new TensorProto { Name = free, DataType = (int)type, Dims = { dimensions.Select(dimension => (long)dimension) } };
        Graph.Initializer.Add(tensor);
        return tensor;
    }
}
