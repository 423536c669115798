using Interop.Native.Networks;
using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Export;

/// <summary>A network written as ONNX.</summary>
/// <param name="Message">The model.</param>
/// <param name="Values">The name of the value that each node's readers take.</param>
/// <param name="Comparable">The same for the nodes whose value is their output: not those that a batch normalization was folded into.</param>
internal sealed record ExportedModel(ModelProto Message, IReadOnlyDictionary<Node, string> Values, IReadOnlyDictionary<Node, string> Comparable)
{
    /// <summary>The folder in which weights lie that the model does not hold itself; null where it holds all.</summary>
    public string? Folder { get; init; }
}
