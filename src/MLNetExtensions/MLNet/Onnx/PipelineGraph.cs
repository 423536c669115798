using Interop.OnnxBridge;
using Interop.OnnxBridge.Proto;

namespace Interop.MLNetExtensions.MLNet.Onnx;

/// <summary>The graph of a pipeline as it grows, part by part: which value holds each column so far.</summary>
internal sealed class PipelineGraph
{
    private const string OutputSuffix = ".output";

    private readonly GraphProto _graph = new() { Name = "pipeline" };
    private readonly Dictionary<string, string> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _domains = new(StringComparer.Ordinal) { [""] = OpsetUpgrade.Version };
    private List<ValueInfoProto> _outputs = [];
    private int _parts;

    /// <summary>The value that holds a column.</summary>
    /// <param name="column">The column.</param>
    public string Value(string column) => _columns.TryGetValue(column, out var value)
        ? value
        : throw new OnnxExportException($"Column '{column}' is not in the ONNX graph: the step that makes it cannot be converted.");

    /// <summary>Adds a part that ML.NET converted: its inputs are columns, its outputs columns with a suffix.</summary>
    /// <param name="model">The part.</param>
    public void AddConverted(ModelProto model)
    {
        foreach (var import in model.OpsetImport)
        {
            if (import.Domain != "")
            {
                _domains[import.Domain] = Math.Max(import.Version, _domains.GetValueOrDefault(import.Domain));
            }
            else if (import.Version > OpsetUpgrade.Version)
            {
                throw new OnnxExportException($"ML.NET wrote operator set {import.Version}; parts up to {OpsetUpgrade.Version} can be joined.");
            }
        }

        OpsetUpgrade.Run(model.Graph);
        UnknownKeys.Run(model.Graph);
        var isFirst = _parts == 0;
        var given = model.Graph.Input.ToDictionary(input => input.Name, input => isFirst ? input.Name : Value(input.Name), StringComparer.Ordinal);
        if (isFirst)
        {
            _graph.Input.AddRange(model.Graph.Input);
        }

        var names = Append(model.Graph, given);
        _outputs = [];
        foreach (var output in model.Graph.Output.Where(output => output.Name.EndsWith(OutputSuffix, StringComparison.Ordinal)))
        {
            _columns[output.Name[..^OutputSuffix.Length]] = names(output.Name);
            _outputs.Add(output);
        }
    }

    /// <summary>Adds a network's graph.</summary>
    /// <param name="graph">The graph, of one input and one output.</param>
    /// <param name="input">The value that it reads.</param>
    /// <returns>The value that it gives.</returns>
    public string AddNetwork(GraphProto graph, string input)
    {
        var names = Append(graph, new Dictionary<string, string>(StringComparer.Ordinal) { [graph.Input[0].Name] = input });
        return names(graph.Output[0].Name);
    }

    /// <summary>Adds a node of one output.</summary>
    /// <param name="operation">Its operator.</param>
    /// <param name="inputs">The values that it reads.</param>
    /// <param name="attributes">Its attributes, whole numbers.</param>
    /// <returns>The value that it gives.</returns>
    public string AddNode(string operation, string[] inputs, params (string Name, long Value)[] attributes)
    {
        var name = $"part{_parts}.{operation}{_graph.Node.Count}";
        _graph.Node.Add(new NodeProto
        {
            Name = name,
            OpType = operation,
            Input = { inputs },
            Output = { name },
            Attribute = { attributes.Select(attribute => new AttributeProto { Name = attribute.Name, Type = AttributeProto.Types.AttributeType.Int, I = attribute.Value }) },
        });
        return name;
    }

    /// <summary>Adds a constant.</summary>
    /// <param name="create">Makes it under a name.</param>
    /// <returns>Its value.</returns>
    public string AddConstant(Func<string, TensorProto> create)
    {
        var name = $"part{_parts}.constant{_graph.Initializer.Count}";
        _graph.Initializer.Add(create(name));
        return name;
    }

    /// <summary>Says which value holds a column from now on.</summary>
    /// <param name="column">The column.</param>
    /// <param name="value">The value.</param>
    public void SetColumn(string column, string value) => _columns[column] = value;

    /// <summary>The whole as a model, with nothing in it that no output needs.</summary>
    /// <param name="outputColumns">The columns that become outputs; none for all, and then all columns of the data are inputs too.</param>
    public ModelProto ToModel(IReadOnlyCollection<string> outputColumns)
    {
        foreach (var output in _outputs)
        {
            var column = output.Name[..^OutputSuffix.Length];
            if (outputColumns.Count == 0 || outputColumns.Contains(column))
            {
                _graph.Node.Add(new NodeProto { Name = output.Name, OpType = "Identity", Input = { _columns[column] }, Output = { output.Name } });
                _graph.Output.Add(output);
            }
        }

        if (outputColumns.FirstOrDefault(column => _graph.Output.All(output => output.Name != column + OutputSuffix)) is { } missing)
        {
            throw new OnnxExportException($"The pipeline has no output column '{missing}'; it has {string.Join(", ", _outputs.Select(output => output.Name[..^OutputSuffix.Length]))}.");
        }

        DropUnused(keepInputs: outputColumns.Count == 0);
        return new ModelProto
        {
            IrVersion = OnnxOpset.FormatVersion(OpsetUpgrade.Version),
            ProducerName = "Interop",
            Graph = _graph,
            OpsetImport = { _domains.OrderBy(domain => domain.Key, StringComparer.Ordinal).Select(domain => new OperatorSetIdProto { Domain = domain.Key, Version = domain.Value }) },
        };
    }

    // Copies a part's nodes and constants under names of their own, inputs joined to values that are there.
    private Func<string, string> Append(GraphProto part, Dictionary<string, string> given)
    {
        var prefix = $"part{_parts++}.";
        string Name(string name) => name.Length == 0 ? "" : given.GetValueOrDefault(name, prefix + name);
        foreach (var constant in part.Initializer)
        {
            var copy = constant.Clone();
            copy.Name = Name(constant.Name);
            _graph.Initializer.Add(copy);
        }

        foreach (var node in part.Node)
        {
            var copy = node.Clone();
            copy.Name = prefix + node.Name;
            for (var i = 0; i < copy.Input.Count; i++)
            {
                copy.Input[i] = Name(copy.Input[i]);
            }

            for (var i = 0; i < copy.Output.Count; i++)
            {
                copy.Output[i] = Name(copy.Output[i]);
            }

            _graph.Node.Add(copy);
        }

        return Name;
    }

    private void DropUnused(bool keepInputs)
    {
        var needed = _graph.Output.Select(output => output.Name).ToHashSet(StringComparer.Ordinal);
        for (var i = _graph.Node.Count - 1; i >= 0; i--)
        {
            if (_graph.Node[i].Output.Any(needed.Contains))
            {
                needed.UnionWith(_graph.Node[i].Input);
            }
            else
            {
                _graph.Node.RemoveAt(i);
            }
        }

        Keep(_graph.Initializer, constant => needed.Contains(constant.Name));
        Keep(_graph.Input, input => keepInputs || needed.Contains(input.Name));
    }

    private static void Keep<T>(Google.Protobuf.Collections.RepeatedField<T> items, Func<T, bool> isKept)
    {
        for (var i = items.Count - 1; i >= 0; i--)
        {
            if (!isKept(items[i]))
            {
                items.RemoveAt(i);
            }
        }
    }
}
