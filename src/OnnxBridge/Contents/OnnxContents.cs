using Interop.OnnxBridge.Contents;
using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge;

/// <summary>
/// What an ONNX file holds: inputs, outputs, operators, the names and shapes of weights. Any model, whatever its operators: nothing is run or
/// imported, and the weights' bytes are stepped over, however large the file is.
/// </summary>
public sealed class OnnxContents
{
    private static readonly string[] ElementTypes =
    [
        "Undefined", "Float", "UInt8", "Int8", "UInt16", "Int16", "Int32", "Int64", "String", "Bool", "Float16", "Double", "UInt32", "UInt64",
        "Complex64", "Complex128", "BFloat16",
    ];

    private readonly WireReader _reader;
    private readonly List<OnnxValueInfo> _inputs = [];
    private readonly List<OnnxValueInfo> _outputs = [];
    private readonly List<OnnxNodeInfo> _nodes = [];
    private readonly List<OnnxWeight> _weights = [];
    private readonly SortedDictionary<string, long> _opsets = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private bool _hasGraph;

    private OnnxContents(WireReader reader) => _reader = reader;

    /// <summary>The inputs that are not weights.</summary>
    public IReadOnlyList<OnnxValueInfo> Inputs { get; private set; } = [];

    /// <summary>The outputs.</summary>
    public IReadOnlyList<OnnxValueInfo> Outputs => _outputs;

    /// <summary>The nodes, in the order in which they run.</summary>
    public IReadOnlyList<OnnxNodeInfo> Nodes => _nodes;

    /// <summary>The weights.</summary>
    public IReadOnlyList<OnnxWeight> Weights => _weights;

    /// <summary>The versions of operator sets by domain; ONNX's own is the empty one.</summary>
    public IReadOnlyDictionary<string, long> Opsets => _opsets;

    /// <summary>The facts about the model that its file holds.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>The program that wrote it, with its version.</summary>
    public string Producer { get; private set; } = "";

    /// <summary>The version of the file format.</summary>
    public long FormatVersion { get; private set; }

    /// <summary>The graph's name.</summary>
    public string GraphName { get; private set; } = "";

    /// <summary>Looks through a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OnnxFormatException">It is no ONNX model, or a damaged one.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static OnnxContents Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        return Of(stream, Path.GetFileName(path));
    }

    /// <summary>Looks through a stream.</summary>
    /// <param name="stream">The stream, at the model's beginning.</param>
    /// <param name="name">What to call it in messages.</param>
    internal static OnnxContents Of(Stream stream, string name)
    {
        var contents = new OnnxContents(new WireReader(stream, name));
        try
        {
            contents.ReadModel(stream.Length);
        }
        catch (EndOfStreamException error)
        {
            throw new OnnxFormatException($"{name}: the ONNX model is cut off, or it is none: it ends too early. Use another copy.", error);
        }

        return contents._hasGraph
            ? contents
            : throw new OnnxFormatException($"{name}: this is no ONNX model, or a damaged one: it has no graph.");
    }

    private void ReadModel(long end)
    {
        var version = "";
        for (var field = _reader.NextField(end); field != 0; field = _reader.NextField(end))
        {
            switch (field)
            {
                case ModelProto.IrVersionFieldNumber:
                    FormatVersion = _reader.Number();
                    break;
                case ModelProto.ProducerNameFieldNumber:
                    Producer = _reader.Text(end);
                    break;
                case ModelProto.ProducerVersionFieldNumber:
                    version = _reader.Text(end);
                    break;
                case ModelProto.GraphFieldNumber:
                    _hasGraph = true;
                    ReadGraph(_reader.MessageEnd(end));
                    break;
                case ModelProto.OpsetImportFieldNumber:
                    var (domain, number) = ReadOpset(_reader.MessageEnd(end));
                    _opsets[domain] = number;
                    break;
                case ModelProto.MetadataPropsFieldNumber:
                    var (key, value) = ReadEntry(_reader.MessageEnd(end));
                    _metadata[key] = value;
                    break;
                default:
                    _reader.Skip(end);
                    break;
            }
        }

        Producer = $"{Producer} {version}".Trim();

        // Old files list weights among the inputs.
        var weights = _weights.Select(weight => weight.Name).ToHashSet(StringComparer.Ordinal);
        Inputs = [.. _inputs.Where(input => !weights.Contains(input.Name))];
    }

    private void ReadGraph(long end)
    {
        for (var field = _reader.NextField(end); field != 0; field = _reader.NextField(end))
        {
            switch (field)
            {
                case GraphProto.NodeFieldNumber:
                    _nodes.Add(ReadNode(_reader.MessageEnd(end)));
                    break;
                case GraphProto.NameFieldNumber:
                    GraphName = _reader.Text(end);
                    break;
                case GraphProto.InitializerFieldNumber:
                    _weights.Add(ReadWeight(_reader.MessageEnd(end)));
                    break;
                case GraphProto.InputFieldNumber:
                    _inputs.Add(ReadValue(_reader.MessageEnd(end)));
                    break;
                case GraphProto.OutputFieldNumber:
                    _outputs.Add(ReadValue(_reader.MessageEnd(end)));
                    break;
                default:
                    _reader.Skip(end);
                    break;
            }
        }
    }

    private OnnxNodeInfo ReadNode(long end)
    {
        var (name, kind, domain) = ("", "", "");
        var (inputs, outputs) = (new List<string>(), new List<string>());
        for (var field = _reader.NextField(end); field != 0; field = _reader.NextField(end))
        {
            switch (field)
            {
                case NodeProto.InputFieldNumber:
                    inputs.Add(_reader.Text(end));
                    break;
                case NodeProto.OutputFieldNumber:
                    outputs.Add(_reader.Text(end));
                    break;
                case NodeProto.NameFieldNumber:
                    name = _reader.Text(end);
                    break;
                case NodeProto.OpTypeFieldNumber:
                    kind = _reader.Text(end);
                    break;
                case NodeProto.DomainFieldNumber:
                    domain = _reader.Text(end);
                    break;
                default:
                    _reader.Skip(end);
                    break;
            }
        }

        return new OnnxNodeInfo(name, domain is "" or "ai.onnx" ? kind : $"{domain}.{kind}", inputs, outputs);
    }

    private OnnxWeight ReadWeight(long end)
    {
        var (name, type) = ("", 0L);
        var shape = new List<long>();
        for (var field = _reader.NextField(end); field != 0; field = _reader.NextField(end))
        {
            switch (field)
            {
                case TensorProto.DimsFieldNumber:
                    _reader.Numbers(shape, end);
                    break;
                case TensorProto.DataTypeFieldNumber:
                    type = _reader.Number();
                    break;
                case TensorProto.NameFieldNumber:
                    name = _reader.Text(end);
                    break;
                default:
                    _reader.Skip(end);
                    break;
            }
        }

        return new OnnxWeight(name, TypeName(type), shape);
    }

    private OnnxValueInfo ReadValue(long end)
    {
        var (name, type) = ("", 0L);
        var shape = new List<int?>();
        for (var field = _reader.NextField(end); field != 0; field = _reader.NextField(end))
        {
            switch (field)
            {
                case ValueInfoProto.NameFieldNumber:
                    name = _reader.Text(end);
                    break;
                case ValueInfoProto.TypeFieldNumber:
                    type = ReadType(_reader.MessageEnd(end), shape);
                    break;
                default:
                    _reader.Skip(end);
                    break;
            }
        }

        return new OnnxValueInfo(name, TypeName(type), shape);
    }

    // A type within a type within a value: only tensors have an element type and a shape.
    private long ReadType(long end, List<int?> shape)
    {
        long type = 0;
        for (var field = _reader.NextField(end); field != 0; field = _reader.NextField(end))
        {
            if (field != TypeProto.TensorTypeFieldNumber)
            {
                _reader.Skip(end);
                continue;
            }

            var tensor = _reader.MessageEnd(end);
            for (var part = _reader.NextField(tensor); part != 0; part = _reader.NextField(tensor))
            {
                switch (part)
                {
                    case TypeProto.Types.Tensor.ElemTypeFieldNumber:
                        type = _reader.Number();
                        break;
                    case TypeProto.Types.Tensor.ShapeFieldNumber:
                        ReadShape(_reader.MessageEnd(tensor), shape);
                        break;
                    default:
                        _reader.Skip(tensor);
                        break;
                }
            }
        }

        return type;
    }

    private void ReadShape(long end, List<int?> shape)
    {
        for (var field = _reader.NextField(end); field != 0; field = _reader.NextField(end))
        {
            if (field != TensorShapeProto.DimFieldNumber)
            {
                _reader.Skip(end);
                continue;
            }

            int? extent = null;
            var dimension = _reader.MessageEnd(end);
            for (var part = _reader.NextField(dimension); part != 0; part = _reader.NextField(dimension))
            {
                if (part == TensorShapeProto.Types.Dimension.DimValueFieldNumber)
                {
                    var number = _reader.Number();
                    extent = number is >= 0 and <= int.MaxValue ? (int)number : null;
                }
                else
                {
                    _reader.Skip(dimension);
                }
            }

            shape.Add(extent);
        }
    }

    private (string Domain, long Version) ReadOpset(long end)
    {
        var (domain, version) = ("", 0L);
        for (var field = _reader.NextField(end); field != 0; field = _reader.NextField(end))
        {
            switch (field)
            {
                case OperatorSetIdProto.DomainFieldNumber:
                    domain = _reader.Text(end);
                    break;
                case OperatorSetIdProto.VersionFieldNumber:
                    version = _reader.Number();
                    break;
                default:
                    _reader.Skip(end);
                    break;
            }
        }

        return (domain, version);
    }

    private (string Key, string Value) ReadEntry(long end)
    {
        var (key, value) = ("", "");
        for (var field = _reader.NextField(end); field != 0; field = _reader.NextField(end))
        {
            switch (field)
            {
                case StringStringEntryProto.KeyFieldNumber:
                    key = _reader.Text(end);
                    break;
                case StringStringEntryProto.ValueFieldNumber:
                    value = _reader.Text(end);
                    break;
                default:
                    _reader.Skip(end);
                    break;
            }
        }

        return (key, value);
    }

    private static string TypeName(long type) => type >= 0 && type < ElementTypes.Length ? ElementTypes[type] : $"type {type}";
}
