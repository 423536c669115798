using System.Runtime.InteropServices;
using Interop.OnnxBridge.Proto;
using DataType = Interop.OnnxBridge.Proto.TensorProto.Types.DataType;

namespace Interop.OnnxBridge.Import;

/// <summary>A graph as patterns look at it: who gives a value, who else reads it, and what scalar constants it holds.</summary>
internal sealed class GraphView
{
    private readonly GraphProto _graph;
    private readonly IReadOnlyDictionary<string, TensorProto> _initializers;
    private readonly Dictionary<string, NodeProto> _producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);
    private readonly Dictionary<NodeProto, NodeProto?> _replaced = new(ReferenceEqualityComparer.Instance);
    private readonly List<NodeProto> _consumed = [];
    private string _prefix = "";

    /// <summary>Makes the view.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="initializers">Its constants by name.</param>
    /// <param name="isNamedByGroups">
    /// Whether the nodes of a group are named after its last one, as <see cref="OnnxExporter"/> does; others are then no group, however they look.
    /// </param>
    public GraphView(GraphProto graph, IReadOnlyDictionary<string, TensorProto> initializers, bool isNamedByGroups)
    {
        IsNamedByGroups = isNamedByGroups;
        _graph = graph;
        _initializers = initializers;
        foreach (var node in graph.Node)
        {
            foreach (var output in node.Output)
            {
                _producers[output] = node;
            }

            foreach (var input in node.Input)
            {
                Use(input);
            }
        }

        foreach (var output in graph.Output)
        {
            Use(output.Name);
        }
    }

    /// <summary>Whether the nodes of a group are named after its last one.</summary>
    public bool IsNamedByGroups { get; }

    /// <summary>
    /// The node that gives a value which nobody outside the group reads, where it is of an operator; null otherwise. It is noted as part of
    /// the group that is being looked for.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="operation">The operator.</param>
    /// <param name="uses">How often the group reads the value.</param>
    public NodeProto? Inner(string value, string operation, int uses = 1)
    {
        if (!_producers.TryGetValue(value, out var node) || node.OpType != operation || node.Domain is not ("" or "ai.onnx")
            || _replaced.ContainsKey(node) || _uses[value] != uses || node.Output.Count != 1 || !node.Name.StartsWith(_prefix, StringComparison.Ordinal))
        {
            return null;
        }

        _consumed.Add(node);
        return node;
    }

    /// <summary>Whether a node belongs to a group already.</summary>
    public bool IsTaken(NodeProto node) => _replaced.ContainsKey(node);

    /// <summary>Starts looking for a group that ends in a node.</summary>
    public void Begin(NodeProto last)
    {
        _consumed.Clear();
        _prefix = IsNamedByGroups ? $"{last.Name}/" : "";
    }

    /// <summary>Puts a node in the place of another and of all that the pattern took.</summary>
    public void Replace(NodeProto node, NodeProto replacement)
    {
        foreach (var consumed in _consumed)
        {
            _replaced[consumed] = null;
        }

        _replaced[node] = replacement;
    }

    /// <summary>The nodes in order, after all replacements.</summary>
    public List<NodeProto> Remaining() =>
        [.. _graph.Node.Select(node => _replaced.TryGetValue(node, out var replacement) ? replacement : node).OfType<NodeProto>()];

    /// <summary>The value of a constant of one float; null for anything else.</summary>
    public float? Scalar(string value)
    {
        var tensor = Constant(value);
        if (tensor is null || tensor.DataType != (int)DataType.Float || tensor.DataLocation == TensorProto.Types.DataLocation.External || tensor.Dims.Any(extent => extent != 1))
        {
            return null;
        }

        return tensor switch
        {
            { RawData.Length: sizeof(float) } => MemoryMarshal.Read<float>(tensor.RawData.Span),
            { FloatData.Count: 1 } => tensor.FloatData[0],
            _ => null,
        };
    }

    /// <summary>A constant that stands in the graph; null where a value is none.</summary>
    public TensorProto? Constant(string value)
    {
        if (_initializers.TryGetValue(value, out var tensor))
        {
            return tensor;
        }

        return _producers.TryGetValue(value, out var node) && node.OpType == "Constant"
            ? node.Attribute.FirstOrDefault(attribute => attribute.Name == "value")?.T
            : null;
    }

    /// <summary>A node that stands for a group, under the name and result of its last node.</summary>
    public static NodeProto Fused(NodeProto last, string operation, IEnumerable<string> inputs, params IEnumerable<AttributeProto> attributes) => new()
    {
        Name = last.Name,
        OpType = operation,
        Domain = PatternFusion.Domain,
        Input = { inputs },
        Output = { last.Output },
        Attribute = { attributes },
    };

    private void Use(string value) => _uses[value] = _uses.GetValueOrDefault(value) + 1;
}
