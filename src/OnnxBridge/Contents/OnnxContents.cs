using Interop.OnnxBridge.Contents;

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
                case 1:
                    FormatVersion = _reader.Number();
                    break;
                case 2:
                    Producer = _reader.Text(end);
                    break;
                case 3:
                    version = _reader.Text(end);
                    break;
                case 7:
                    _hasGraph = true;
                    ReadGraph(_reader.MessageEnd(end));
                    break;
                case 8:
                    var (domain, number) = ReadPair(_reader.MessageEnd(end), isText: false);
                    _opsets[domain] = long.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
                    break;
                case 14:
                    var (key, value) = ReadPair(_reader.MessageEnd(end), isText: true);
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
                case 1:
                    _nodes.Add(ReadNode(_reader.MessageEnd(end)));
                    break;
                case 2:
                    GraphName = _reader.Text(end);
                    break;
                case 5:
                    _weights.Add(ReadWeight(_reader.MessageEnd(end)));
                    break;
                case 11:
                    _inputs.Add(ReadValue(_reader.MessageEnd(end)));
                    break;
                case 12:
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
                case 1:
                    inputs.Add(_reader.Text(end));
                    break;
                case 2:
                    outputs.Add(_reader.Text(end));
                    break;
                case 3:
                    name = _reader.Text(end);
                    break;
                case 4:
                    kind = _reader.Text(end);
                    break;
                case 7:
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
                case 1:
                    _reader.Numbers(shape, end);
                    break;
                case 2:
                    type = _reader.Number();
                    break;
                case 8:
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
                case 1:
                    name = _reader.Text(end);
                    break;
                case 2:
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
            if (field != 1)
            {
                _reader.Skip(end);
                continue;
            }

            var tensor = _reader.MessageEnd(end);
            for (var part = _reader.NextField(tensor); part != 0; part = _reader.NextField(tensor))
            {
                switch (part)
                {
                    case 1:
                        type = _reader.Number();
                        break;
                    case 2:
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
            if (field != 1)
            {
                _reader.Skip(end);
                continue;
            }

            int? extent = null;
            var dimension = _reader.MessageEnd(end);
            for (var part = _reader.NextField(dimension); part != 0; part = _reader.NextField(dimension))
            {
                if (part == 1)
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

    private (string First, string Second) ReadPair(long end, bool isText)
    {
        var (first, second) = ("", isText ? "" : "0");
        for (var field = _reader.NextField(end); field != 0; field = _reader.NextField(end))
        {
            switch (field)
            {
                case 1:
                    first = _reader.Text(end);
                    break;
                case 2 when isText:
                    second = _reader.Text(end);
                    break;
                case 2:
                    second = _reader.Number().ToString(System.Globalization.CultureInfo.InvariantCulture);
                    break;
                default:
                    _reader.Skip(end);
                    break;
            }
        }

        return (first, second);
    }

    private static string TypeName(long type) => type >= 0 && type < ElementTypes.Length ? ElementTypes[type] : $"type {type}";
}
