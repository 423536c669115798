namespace Interop.Cli.Models;

/// <summary>How a model is written as ONNX.</summary>
/// <param name="Opset">ONNX's operator set.</param>
/// <param name="StandardizedInputs">Whether the model takes standardized numbers, instead of standardizing by itself.</param>
/// <param name="Verify">Whether it is run in ONNX Runtime to compare.</param>
internal sealed record ExportRequest(int Opset, bool StandardizedInputs, bool Verify);
