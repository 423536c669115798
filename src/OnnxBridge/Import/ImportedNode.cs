using System.Text;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.OnnxBridge.Proto;
using AttributeType = Interop.OnnxBridge.Proto.AttributeProto.Types.AttributeType;

namespace Interop.OnnxBridge.Import;

/// <summary>A node being imported: its attributes with their types checked, and what its inputs stand for.</summary>
internal sealed class ImportedNode
{
    private readonly NodeProto _node;
    private readonly ImportedValue?[] _inputs;
    private readonly LayerRegistry _layers;

    public ImportedNode(NodeProto node, ImportedValue?[] inputs, int opset, long? fixedBatch, bool isOutput, LayerRegistry layers)
    {
        _node = node;
        _inputs = inputs;
        _layers = layers;
        Opset = opset;
        FixedBatch = fixedBatch;
        IsOutput = isOutput;
    }

    /// <summary>The operator.</summary>
    public string Operation => _node.OpType;

    /// <summary>The version of the operator set.</summary>
    public int Opset { get; }

    /// <summary>The size of the batch that the model was written for; null where it is open.</summary>
    public long? FixedBatch { get; }

    /// <summary>Whether the graph gives its result out.</summary>
    public bool IsOutput { get; }

    /// <summary>The number of inputs, left-out ones at the end not counted.</summary>
    public int InputCount => _inputs.Length;

    /// <summary>The account of memory.</summary>
    public ConstantPool Constants => _layers.Constants;

    /// <summary>How a node is called in messages: operator and name.</summary>
    public static string Describe(NodeProto node) => $"{node.OpType} '{NameOf(node)}'";

    /// <summary>The node's name, or that of its result where it has none.</summary>
    public static string NameOf(NodeProto node) => node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault() ?? "";

    /// <summary>Whether an input is there.</summary>
    public bool Has(int input) => input < _inputs.Length && _inputs[input] is not null;

    /// <summary>An input that flows through the network.</summary>
    public Symbol Symbol(int input = 0) => Value(input) switch
    {
        ImportedSymbol value => value.Symbol,
        ImportedPadding => throw Error("takes the result of a Pad, which can be imported in front of a convolution or pooling"),
        _ => throw Error($"takes a constant as input {input}, where only what depends on the model's inputs can be imported"),
    };

    /// <summary>The first input, which a Pad may stand in front of.</summary>
    /// <param name="filling">What the Pad must fill with.</param>
    public (Symbol Symbol, ImportedPadding? Padding) PaddedSymbol(float filling) => Value() is ImportedPadding padding
        ? padding.Filling == filling ? (padding.Symbol, padding) : throw Error($"takes the result of a Pad by {padding.Filling}, where {filling} can be imported")
        : (Symbol(), null);

    /// <summary>An input that must be known.</summary>
    public ImportedConstant Constant(int input) => Value(input) as ImportedConstant
        ?? throw Error($"computes its input {input} while running, where only constants can be imported");

    /// <summary>An input.</summary>
    public ImportedValue Value(int input = 0) => Has(input) ? _inputs[input]! : throw Error($"lacks input {input}");

    /// <summary>A known input of floats.</summary>
    public float[] Floats(int input) => Constant(input).Floats ?? throw Error($"takes floats as input {input}, got whole numbers");

    /// <summary>A known input of whole numbers.</summary>
    public long[] Integers(int input) => Constant(input).Integers ?? throw Error($"takes whole numbers as input {input}, got floats");

    /// <summary>A known input of floats as a tensor.</summary>
    public Tensor Tensor(int input) => Native.Tensors.Tensor.From(new Shape(Constant(input).Dimensions), Floats(input));

    /// <summary>Whether an attribute is there.</summary>
    public bool HasAttribute(string name) => _node.Attribute.Any(attribute => attribute.Name == name);

    /// <summary>An attribute that is a whole number.</summary>
    public long Integer(string name, long otherwise) => Find(name, AttributeType.Int) is { } attribute ? attribute.I : otherwise;

    /// <summary>An attribute that is a number.</summary>
    public float Number(string name, float otherwise) => Find(name, AttributeType.Float) is { } attribute ? attribute.F : otherwise;

    /// <summary>An attribute that is a list of whole numbers.</summary>
    public long[]? Integers(string name) => Find(name, AttributeType.Ints) is { } attribute ? [.. attribute.Ints] : null;

    /// <summary>An attribute that is a text.</summary>
    public string Text(string name, string otherwise) => Find(name, AttributeType.String) is { } attribute ? attribute.S.ToString(Encoding.UTF8) : otherwise;

    /// <summary>An attribute that is a constant.</summary>
    public TensorProto? TensorAttribute(string name) => Find(name, AttributeType.Tensor)?.T;

    /// <summary>A list of whole numbers that older operator sets give as an attribute and newer ones as an input.</summary>
    public long[]? IntegersOf(string attribute, int input) => Has(input) ? Integers(input) : Integers(attribute);

    /// <summary>An axis of the batch, counted from 0.</summary>
    public int Axis(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw Error($"names axis {axis} of a value with {rank} axes");

    /// <summary>A layer without parameters, called on what flows in.</summary>
    /// <param name="create">Makes the layer of a name.</param>
    /// <param name="inputs">What it is called on; input 0 when empty.</param>
    public ImportedSymbol Call(Func<string, Layer> create, params Symbol[] inputs) =>
        new(create(_layers.NameFor(NameOf(_node))).Call(inputs.Length > 0 ? inputs : [Symbol()]));

    /// <summary>A layer with parameters. Nodes with the same constants and attributes are calls of one layer.</summary>
    /// <param name="weight">The input that holds the weight, which lends the layer its name.</param>
    /// <param name="create">Makes the layer of a name.</param>
    /// <param name="fill">Writes the parameters, once they exist.</param>
    /// <param name="input">What it is called on; the node's first input when null.</param>
    /// <param name="weightSuffix">What stands behind the layer's name in that of the weight.</param>
    public ImportedSymbol CallShared<TLayer>(int weight, Func<string, TLayer> create, Action<TLayer> fill, Symbol? input = null, string weightSuffix = ".weight")
        where TLayer : Layer
    {
        var constants = string.Join('\n', _inputs.Select((input, i) => i > 0 && input is ImportedConstant constant ? constant.Name : ""));
        var attributes = string.Join('\n', _node.Attribute.OrderBy(attribute => attribute.Name, StringComparer.Ordinal).Select(attribute => attribute.ToString()));
        var padding = Value() is ImportedPadding pad ? $"{string.Join(',', pad.Before)};{string.Join(',', pad.After)}" : "";
        var wanted = LayerRegistry.NameOf(Constant(weight).Name, weightSuffix) ?? NameOf(_node);
        var layer = _layers.Share($"{Operation}\n{padding}\n{constants}\n{attributes}", wanted, create, fill);
        return new ImportedSymbol(layer.Call(input ?? Symbol()));
    }

    /// <summary>An error about this node.</summary>
    public OnnxFormatException Error(string problem) => new($"{Describe(_node)} {problem}");

    private AttributeProto? Find(string name, AttributeType type)
    {
        var attribute = _node.Attribute.FirstOrDefault(attribute => attribute.Name == name);
        return attribute is null || attribute.Type == type ? attribute : throw Error($"has an attribute {name} of type {attribute.Type}, which should be {type}");
    }
}
