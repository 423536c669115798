using Interop.Parity.Cases;
using Interop.Parity.Cases.Activations;
using Interop.Parity.Cases.BatchNormalization;
using Interop.Parity.Cases.Clipping;
using Interop.Parity.Cases.Dropout;
using Interop.Parity.Cases.Initializers;
using Interop.Parity.Cases.Layers;
using Interop.Parity.Cases.Losses;
using Interop.Parity.Cases.Metrics;
using Interop.Parity.Cases.Networks;
using Interop.Parity.Cases.Optimizers;
using Interop.Parity.Cases.Random;
using Interop.Parity.Cases.Regularization;
using Interop.Parity.Cases.Schedules;
using Interop.Parity.Cases.Training;

namespace Interop.Parity.Engines.Native;

/// <summary>The engine itself, through its public members only.</summary>
internal sealed class NativeEngine : IParityEngine
{
    /// <inheritdoc/>
    public string Name => "native";

    /// <inheritdoc/>
    public string Producer => $"Interop.Native {typeof(Interop.Native.Tensors.Tensor).Assembly.GetName().Version}";

    /// <inheritdoc/>
    public string? WhyNot(ParityCase parityCase) => null;

    /// <inheritdoc/>
    public NamedTensors Run(ParityCase parityCase) => parityCase switch
    {
        LayerCase layer => NativeLayers.Run(layer),
        NetworkCase network => NativeNetworks.Run(network),
        ActivationCase activation => NativeActivations.Run(activation),
        LossCase loss => NativeLosses.Run(loss),
        OptimizerCase optimizer => NativeOptimizers.Run(optimizer),
        ScheduleCase schedule => NativeSchedules.Run(schedule),
        ClippingCase clipping => NativeClipping.Run(clipping),
        PenaltyCase penalty => NativeRegularization.Run(penalty),
        ConstraintCase constraint => NativeRegularization.Run(constraint),
        MetricCase metric => NativeMetrics.Run(metric),
        StreamCase stream => NativeStreams.Run(stream),
        InitializerCase initializer => NativeInitializers.Run(initializer),
        FillCase fill => NativeFills.Run(fill),
        ConvolutionInitializerCase convolutions => NativeFills.Run(convolutions),
        DropoutCase dropout => NativeDropout.Run(dropout),
        DropConnectCase connected => NativeDropout.Run(connected),
        PublishedMaskCase mask => NativeDropout.Run(mask),
        BatchNormalizationCase normalization => NativeBatchNormalization.Run(normalization),
        TrainingCase training => NativeTraining.Run(training),
        _ => throw new NotSupportedException($"The native engine has no way to run {parityCase.GetType().Name}."),
    };
}
