using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Activations;
using Interop.Parity.Cases.BatchNormalization;
using Interop.Parity.Cases.Layers;
using Interop.Parity.Cases.Networks;
using Interop.Parity.Cases.Training;

namespace Interop.Parity.Engines.Native;

/// <summary>A network of the engine as in use, whose output is one of a case's outputs.</summary>
/// <param name="Network">The network.</param>
/// <param name="Inputs">What it is given.</param>
/// <param name="Output">The name of the case's output that comes out.</param>
internal sealed record NativeInference(Network Network, IReadOnlyList<Tensor> Inputs, string Output)
{
    /// <summary>The output of a case that a network in use computes; null where there is none.</summary>
    /// <param name="parityCase">The case.</param>
    public static string? OutputOf(ParityCase parityCase) => parityCase switch
    {
        LayerCase or ActivationCase => "output",

        // Without running statistics it needs its batch's own, which ONNX's operator does not compute.
        BatchNormalizationCase { KeepsStatistics: true } => "eval.output",
        NetworkCase => "eval.output",
        TrainingCase => "final.output",
        _ => null,
    };

    /// <summary>The network of a case that has one.</summary>
    /// <param name="parityCase">The case.</param>
    /// <exception cref="NotSupportedException">The case has none.</exception>
    public static NativeInference Of(ParityCase parityCase)
    {
        var (network, inputs) = parityCase switch
        {
            LayerCase layer when NativeLayers.Build(layer) is var built => (built.Network, built.Inputs),
            ActivationCase activation when NativeActivations.Build(activation) is var built => (built.Network, built.Inputs),
            NetworkCase whole => (NativeNetworks.Train(whole, []), [parityCase.Inputs.Floats("input.0")]),
            TrainingCase training => (NativeTraining.Train(training, []), [parityCase.Inputs.Floats("features")]),
            BatchNormalizationCase normalization => (NativeBatchNormalization.Train(normalization, []), [parityCase.Inputs.Floats("input.0")]),
            _ => throw new NotSupportedException($"{parityCase.FullName} has no network in use."),
        };
        return new NativeInference(network, inputs, OutputOf(parityCase)!);
    }
}
