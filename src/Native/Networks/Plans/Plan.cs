using Interop.Native.Kernels;
using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Networks;

/// <summary>
/// A network made ready to run batches up to a size, in one mode: the order of its steps, and one arena in which every activation,
/// gradient and workspace has its place. Running it allocates nothing. A plan serves one thread at a time; a network may have many.
/// </summary>
internal sealed class Plan
{
    private readonly PlanStep[] _steps;
    private readonly PlanStage[] _stages;
    private readonly PlanStep[] _backwardSteps;
    private int _batchSize;

    internal Plan(PlanOptions options, PlanLayout layout, Generator generator, WorkerPool workers, Numerics numerics)
    {
        Numerics = numerics;
        Options = options;
        Generator = generator;
        Workers = workers;
        _steps = [.. layout.Steps];
        _stages = [.. layout.Stages];
        _backwardSteps = [.. layout.Steps.Where(step => step.RunsBackward).Reverse()];
        Inputs = layout.Inputs;
        Outputs = layout.Outputs;
        LossValues = layout.LossValues;
        ParameterGradients = layout.ParameterGradients;
        Arena = new AlignedMemory(ArenaPlanner.Place(layout.Blocks));
        _batchSize = options.Capacity;
    }

    /// <summary>What the plan was made for.</summary>
    public PlanOptions Options { get; }

    /// <summary>Whether layers behave as in training.</summary>
    public bool IsTraining => Options.IsTraining;

    /// <summary>The random numbers of dropout and its kin.</summary>
    public Generator Generator { get; }

    /// <summary>The threads it may use.</summary>
    public WorkerPool Workers { get; }

    /// <summary>How freely results may be rounded.</summary>
    public Numerics Numerics { get; }

    /// <summary>All memory of the plan.</summary>
    public AlignedMemory Arena { get; }

    /// <summary>Where the network's inputs go.</summary>
    public PlanValue[] Inputs { get; }

    /// <summary>Where the network's outputs come out.</summary>
    public PlanValue[] Outputs { get; }

    /// <summary>What each output's loss reads, and where it writes its gradient: the output, or the logits before its last activation.</summary>
    public PlanValue[] LossValues { get; }

    /// <summary>The gradient of each trainable parameter, valid after <see cref="Backward"/>.</summary>
    public IReadOnlyDictionary<Parameter, PlanGradient> ParameterGradients { get; }

    /// <summary>The number of samples in the current batch, at most <see cref="PlanOptions.Capacity"/>; to a step those of the slice that is running.</summary>
    public int BatchSize
    {
        get => _batchSize;
        set => _batchSize = value > 0 && value <= Options.Capacity
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"This plan runs batches of 1 to {Options.Capacity} samples.");
    }

    /// <summary>The first sample of the slice of the batch that is running; 0 where the whole batch is.</summary>
    public int FirstSample { get; private set; }

    /// <summary>Computes the outputs from the inputs.</summary>
    public void Forward()
    {
        var batchSize = _batchSize;
        foreach (var stage in _stages)
        {
            for (; FirstSample < batchSize; FirstSample += _batchSize)
            {
                _batchSize = Math.Min(stage.Samples, batchSize - FirstSample);
                foreach (var step in _steps.AsSpan(stage.First, stage.End - stage.First))
                {
                    step.Forward(this);
                }
            }

            (FirstSample, _batchSize) = (0, batchSize);
        }
    }

    /// <summary>Computes all gradients from those of the <see cref="LossValues"/>.</summary>
    /// <param name="sampleCount">N, the number of samples in the training set, for activity regularizers that divide by it.</param>
    public void Backward(int sampleCount)
    {
        foreach (var step in _backwardSteps)
        {
            step.ActivityRegularizer?.AddGradient(step.Output.Span(this), step.Output.Gradient!.Span(this), sampleCount, 1f / BatchSize);
            step.Backward(this);
        }
    }

    /// <summary>The activity regularizers' penalties for the current batch, divided by its size.</summary>
    /// <param name="sampleCount">N, the number of samples in the training set.</param>
    public double ActivityPenalty(int sampleCount)
    {
        double penalty = 0;
        foreach (var step in _steps)
        {
            penalty += step.ActivityRegularizer?.Penalty(step.Output.Span(this), sampleCount) / BatchSize ?? 0;
        }

        return penalty;
    }
}
