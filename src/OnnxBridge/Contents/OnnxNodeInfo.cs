namespace Interop.OnnxBridge;

/// <summary>A node of an ONNX model.</summary>
/// <param name="Name">Its name; empty where it has none.</param>
/// <param name="Operator">Its operator, with its domain where that is not ONNX's own.</param>
/// <param name="Inputs">What it takes, by name.</param>
/// <param name="Outputs">What it gives, by name.</param>
public sealed record OnnxNodeInfo(string Name, string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs);
