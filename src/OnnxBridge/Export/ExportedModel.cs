using Interop.Native.Networks;
using Interop.OnnxBridge.Proto;

namespace Interop.OnnxBridge.Export;

/// <summary>A network written as ONNX.</summary>
/// <param name="Message">The model.</param>
/// <param name="Values">The name of the value that holds each node's output.</param>
internal sealed record ExportedModel(ModelProto Message, IReadOnlyDictionary<Node, string> Values);
