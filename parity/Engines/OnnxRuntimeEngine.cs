using Interop.OnnxBridge;
using Interop.Parity.Cases;
using Interop.Parity.Engines.Native;

namespace Interop.Parity.Engines;

/// <summary>
/// ONNX Runtime with the engine's own export of a case's network: it computes forward only, so it speaks of one output of the cases that a
/// network in use computes, and of nothing else.
/// </summary>
internal sealed class OnnxRuntimeEngine : IParityEngine
{
    /// <inheritdoc/>
    public string Name => "onnxruntime";

    /// <inheritdoc/>
    public string Producer => $"ONNX Runtime {OnnxModel.RuntimeVersion}, of what the engine exported";

    /// <inheritdoc/>
    public string? WhyNot(ParityCase parityCase) =>
        NativeInference.OutputOf(parityCase) is null ? "ONNX Runtime computes networks in use only, and this case has none" : null;

    /// <inheritdoc/>
    public bool SpeaksOf(ParityCase parityCase, string output) => output == NativeInference.OutputOf(parityCase);

    /// <inheritdoc/>
    public NamedTensors Run(ParityCase parityCase)
    {
        var inference = NativeInference.Of(parityCase);
        var model = OnnxModel.FromBytes(OnnxExporter.Export(inference.Network), threads: 1);
        return new NamedTensors { { inference.Output, model.Predict(inference.Inputs)[0] } };
    }
}
