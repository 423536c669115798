using Interop.Native.Random;
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
using TorchSharp;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>TorchSharp, as it runs on this machine.</summary>
internal sealed class TorchSharpEngine : IParityEngine
{
    // libtorch has one generator for the whole process: whoever seeds it must have drawn before another seeds it.
    private static readonly Lock SharedGenerator = new();

    /// <summary>Loads libtorch, on one thread, and finds out where its dropout masks come from.</summary>
    public TorchSharpEngine()
    {
        lock (SharedGenerator)
        {
            torch.set_num_threads(1);
            Masks = FindMasks();
        }
    }

    /// <inheritdoc/>
    public string Name => "torchsharp";

    /// <inheritdoc/>
    public string Producer => $"TorchSharp {typeof(torch).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>The stream of this build's dropout masks; null where it is neither of those known.</summary>
    public BernoulliStream? Masks { get; }

    /// <inheritdoc/>
    public string? WhyNot(ParityCase parityCase) => parityCase switch
    {
        ActivationCase activation => TorchSharpActivations.WhyNot(activation),
        BatchNormalizationCase normalization => TorchSharpBatchNormalization.WhyNot(normalization),
        _ => MaskStreams.WhyNot(parityCase, Masks),
    };

    /// <inheritdoc/>
    public NamedTensors Run(ParityCase parityCase)
    {
        lock (SharedGenerator)
        {
            return RunAlone(parityCase);
        }
    }

    private static NamedTensors RunAlone(ParityCase parityCase)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed((long)parityCase.Seed);
        return parityCase switch
        {
            LayerCase layer => TorchSharpLayers.Run(layer),
            NetworkCase network => TorchSharpNetworks.Run(network),
            ActivationCase activation => TorchSharpActivations.Run(activation),
            LossCase loss => TorchSharpLosses.Run(loss),
            OptimizerCase optimizer => TorchSharpOptimizers.Run(optimizer),
            ScheduleCase schedule => TorchSharpSchedules.Run(schedule),
            ClippingCase clipping => TorchSharpClipping.Run(clipping),
            PenaltyCase penalty => TorchSharpRegularization.Run(penalty),
            ConstraintCase constraint => TorchSharpRegularization.Run(constraint),
            MetricCase metric => TorchSharpMetrics.Run(metric),
            StreamCase stream => TorchSharpStreams.Run(stream),
            InitializerCase initializer => TorchSharpInitializers.Run(initializer),
            FillCase fill => TorchSharpFills.Run(fill),
            ConvolutionInitializerCase convolutions => TorchSharpFills.Run(convolutions),
            DropoutCase dropout => TorchSharpDropout.Run(dropout),
            DropConnectCase connected => TorchSharpDropout.Run(connected),
            PublishedMaskCase mask => TorchSharpDropout.Run(mask),
            BatchNormalizationCase normalization => TorchSharpBatchNormalization.Run(normalization),
            TrainingCase training => TorchSharpTraining.Run(training),
            _ => throw new NotSupportedException($"The TorchSharp engine has no way to run {parityCase.GetType().Name}."),
        };
    }

    private static BernoulliStream? FindMasks()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(MaskStreams.Seed);
        var drawn = torch.nn.functional.dropout(torch.ones(MaskStreams.Count), 0.5, training: true).data<float>().ToArray();
        return MaskStreams.Find([.. drawn.Select(value => value != 0)]);
    }
}
