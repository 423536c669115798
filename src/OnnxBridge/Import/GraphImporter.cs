using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Import;

/// <summary>Turns the graph of a model into a network.</summary>
internal sealed class GraphImporter
{
    private const int MaximumNodes = 100_000;
    private const int MaximumProblems = 50;

    private readonly ModelProto _model;
    private readonly GraphProto _graph;
    private readonly OnnxImportOptions _options;
    private readonly int _opset;
    private readonly LayerRegistry _layers;
    private readonly List<string> _problems = [];
    private readonly Dictionary<string, TensorProto> _initializers;

    // A name that stands for null belongs to a node that could not be imported; whatever depends on it is passed over in silence.
    private readonly Dictionary<string, ImportedValue?> _values = new(StringComparer.Ordinal);
    private HashSet<string> _outputs = [];
    private long? _fixedBatch;

    public GraphImporter(ModelProto model, ConstantPool constants, OnnxImportOptions options)
    {
        _model = model;
        _graph = model.Graph;
        _options = options;
        _opset = ModelReader.OpsetOf(model);
        _layers = new LayerRegistry(constants);
        _initializers = new Dictionary<string, TensorProto>(StringComparer.Ordinal);
    }

    /// <summary>Makes the network.</summary>
    /// <exception cref="OnnxFormatException">The graph is damaged, or holds what a network here cannot do.</exception>
    public Model Import()
    {
        GraphStructure.Check(_graph, MaximumNodes);
        if (_options.Outputs is { } wanted)
        {
            GraphSelection.Keep(_graph, wanted);
        }

        _outputs = [.. _graph.Output.Select(output => output.Name)];
        foreach (var tensor in _graph.Initializer)
        {
            ConstantPool.Check(tensor);
            _initializers.Add(tensor.Name, tensor);
        }

        var inputs = AddInputs();
        foreach (var node in PatternFusion.Apply(_model, _initializers))
        {
            AddNode(node);
        }

        var outputs = _graph.Output.Select(FindOutput).ToArray();
        if (_problems.Count > 0)
        {
            throw Refusal();
        }

        var model = new Model(inputs, outputs!);
        model.Build([.. inputs.Select(input => input.Shape)]);
        _layers.Fill();
        return model;
    }

    private OnnxFormatException Refusal()
    {
        var shown = _problems.Distinct().Take(MaximumProblems).Select(problem => $"{Environment.NewLine}- {problem}");
        var more = _problems.Count > MaximumProblems ? $"{Environment.NewLine}- and {_problems.Count - MaximumProblems} more" : "";
        return new OnnxFormatException($"The model cannot be imported (docs/onnx.md lists what can):{string.Concat(shown)}{more}");
    }

    private Symbol[] AddInputs()
    {
        var symbols = new List<Symbol>();
        foreach (var input in _graph.Input.Where(input => !_initializers.ContainsKey(input.Name)))
        {
            var shape = SampleShape(input);
            var symbol = Symbol.Input(shape ?? 1, input.Name);
            symbols.Add(symbol);
            _values.Add(input.Name, shape is null ? null : new ImportedSymbol(symbol));
        }

        if (symbols.Count == 0)
        {
            throw new OnnxFormatException("The model has no inputs.");
        }

        return [.. symbols];
    }

    private Shape? SampleShape(ValueInfoProto input)
    {
        var tensor = input.Type?.TensorType;
        if (tensor is null || tensor.ElemType != (int)TensorProto.Types.DataType.Float)
        {
            _problems.Add($"input '{input.Name}' is no tensor of floats");
            return null;
        }

        var dimensions = tensor.Shape?.Dim;
        if (dimensions is { Count: > 0 } && dimensions[0].ValueCase == TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue)
        {
            _fixedBatch = dimensions[0].DimValue;
        }

        if (_options.InputShapes.TryGetValue(input.Name, out var given))
        {
            return given;
        }

        if (dimensions is null or { Count: 0 } || dimensions.Count > ConstantPool.MaximumRank)
        {
            _problems.Add($"input '{input.Name}' has {dimensions?.Count ?? 0} axes; between 1, the batch, and {ConstantPool.MaximumRank} can be imported");
            return null;
        }

        if (dimensions.Skip(1).Any(extent => extent.DimValue is <= 0 or > int.MaxValue))
        {
            _problems.Add($"input '{input.Name}' leaves extents other than the batch open; give them in {nameof(OnnxImportOptions)}.{nameof(OnnxImportOptions.InputShapes)}");
            return null;
        }

        return new Shape([.. dimensions.Skip(1).Select(extent => (int)extent.DimValue)]);
    }

    private void AddNode(NodeProto node)
    {
        foreach (var output in node.Output.Where(output => output.Length > 0))
        {
            _values[output] = null;
        }

        if (OperatorTable.Find(node) is not { } importer)
        {
            var domain = node.Domain is "" or "ai.onnx" ? "" : $" of {node.Domain}";
            _problems.Add($"operator {node.OpType}{domain} (node '{ImportedNode.NameOf(node)}')");
            return;
        }

        if (_opset < importer.OldestOpset)
        {
            _problems.Add($"operator {node.OpType} of operator set {_opset} (node '{ImportedNode.NameOf(node)}'), which means something else than from set {importer.OldestOpset} on");
            return;
        }

        var unknown = node.Attribute.Where(attribute => !importer.Attributes.Contains(attribute.Name)).Select(attribute => attribute.Name).ToArray();
        if (unknown.Length > 0)
        {
            _problems.Add($"{ImportedNode.Describe(node)} has attribute {string.Join(", ", unknown)}");
            return;
        }

        if (node.Input.Any(input => input.Length > 0 && !IsAvailable(input)))
        {
            return;
        }

        try
        {
            var inputs = node.Input.Select(input => input.Length > 0 ? Find(input) : null).ToArray();
            _values[node.Output[0]] = importer.Import(new ImportedNode(node, inputs, _opset, _fixedBatch, _outputs.Contains(node.Output[0]), _layers));
        }
        catch (OnnxFormatException error)
        {
            _problems.Add(error.Message);
        }
        catch (Exception error) when (error is NetworkException or ArgumentException or OverflowException)
        {
            _problems.Add($"{ImportedNode.Describe(node)}: {error.Message}");
        }
    }

    private bool IsAvailable(string name) => _initializers.ContainsKey(name) || (_values.TryGetValue(name, out var value) && value is not null);

    private ImportedValue Find(string name)
    {
        if (_values.TryGetValue(name, out var value))
        {
            return value!;
        }

        var constant = _layers.Constants.Read(_initializers[name]);
        _values[name] = constant;
        return constant;
    }

    private Symbol? FindOutput(ValueInfoProto output)
    {
        var value = _values.GetValueOrDefault(output.Name);
        var problem = value switch
        {
            _ when _initializers.ContainsKey(output.Name) => "is a constant",
            ImportedConstant => "is a constant",
            ImportedPadding => "is the result of a Pad, which can be imported in front of a convolution or pooling",
            ImportedSymbol when output.Type?.TensorType is { HasElemType: true } type && type.ElemType != (int)TensorProto.Types.DataType.Float => "is no tensor of floats",

            // Nothing else is wrong, so its node was imported: it is another of that node's results than the first.
            null when _problems.Count == 0 => "is a further result of its node, of which the first can be imported",
            _ => null,
        };
        if (problem is not null)
        {
            _problems.Add($"output '{output.Name}' {problem}");
        }

        return (value as ImportedSymbol)?.Symbol;
    }
}
