using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Export;

/// <summary>
/// Where an exporter adds the ONNX nodes of one layer or activation function: what it is fed with, and the means to add nodes and constants.
/// </summary>
/// <remarks>
/// Values are named after the layer. The node that holds the result bears the layer's own name (<see cref="Node"/>); nodes on the way to it
/// add a word of theirs behind a slash (<see cref="Step"/>); parameters are named as in the state dict.
/// </remarks>
public sealed class OnnxNodeContext
{
    private readonly GraphWriter _writer;
    private readonly string _layerName;

    internal OnnxNodeContext(
        GraphWriter writer, string name, IReadOnlyList<string> inputs, IReadOnlyList<Shape> inputShapes, Shape outputShape, ChannelAffine? affine = null)
    {
        _writer = writer;
        _layerName = name;
        Name = writer.FreeName(name);
        Inputs = inputs;
        InputShapes = inputShapes;
        OutputShape = outputShape;
        Affine = affine;
    }

    /// <summary>The name of the layer, or of the layer and the function that it applies to its result; a second call has a number behind it.</summary>
    public string Name { get; }

    /// <summary>The version of ONNX's operator set to write for.</summary>
    public int Opset => _writer.Opset;

    /// <summary>The names of the values it takes.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>The first value it takes.</summary>
    public string Input => Inputs[0];

    /// <summary>The shapes of one sample of each value it takes, channels first, without the batch axis.</summary>
    public IReadOnlyList<Shape> InputShapes { get; }

    /// <summary>The shape of one sample of the result.</summary>
    public Shape OutputShape { get; }

    // What a batch normalization behind the layer does to each channel, where it is folded into the layer.
    internal ChannelAffine? Affine { get; }

    /// <summary>Adds the node that holds the result.</summary>
    /// <param name="operation">The operator, such as <c>"Gemm"</c>.</param>
    /// <param name="inputs">The values it takes; an empty name leaves an optional one out.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The name of its result.</returns>
    public string Node(string operation, IEnumerable<string> inputs, params IEnumerable<OnnxAttributeValue> attributes) =>
        _writer.AddNode(Name, operation, inputs, attributes);

    /// <summary>Adds a node on the way to the result.</summary>
    /// <param name="word">What it is called behind the layer's name.</param>
    /// <param name="operation">The operator.</param>
    /// <param name="inputs">The values it takes; an empty name leaves an optional one out.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The name of its result.</returns>
    public string Step(string word, string operation, IEnumerable<string> inputs, params IEnumerable<OnnxAttributeValue> attributes) =>
        _writer.AddNode($"{Name}/{word}", operation, inputs, attributes);

    /// <summary>Adds a parameter under its name in the state dict; a layer that is called twice shares it.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The name of the constant.</returns>
    public string Weight(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return Weight(parameter.Name, parameter.Read(), parameter);
    }

    /// <summary>Adds a constant of floats.</summary>
    /// <param name="word">What it is called behind the layer's name.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="values">Its values, row-major.</param>
    /// <returns>The name of the constant.</returns>
    public string Constant(string word, Shape shape, params ReadOnlySpan<float> values) =>
        _writer.AddConstant($"{Name}/{word}", shape, values);

    /// <summary>Adds a constant list of whole numbers, as Reshape takes.</summary>
    /// <param name="word">What it is called behind the layer's name.</param>
    /// <param name="values">Its values.</param>
    /// <returns>The name of the constant.</returns>
    public string Integers(string word, params ReadOnlySpan<long> values) =>
        _writer.AddConstant($"{Name}/{word}", [values.Length], values);

    internal string Weight(string parameterName, Tensor value, object owner) =>
        _writer.AddConstant($"{_layerName}.{parameterName}", value.Shape, value.Span, owner);
}
