using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Networks;

/// <summary>
/// Turns a network's graph into the steps and memory blocks of a plan: lowers layers to steps, settles memory layouts, runs functions in
/// place, and decides which gradients are needed.
/// </summary>
internal sealed partial class PlanCompiler
{
    private readonly NetworkGraph _graph;
    private readonly PlanOptions _options;
    private readonly List<PlanStep> _steps = [];
    private readonly List<PlanBlock> _blocks = [];
    private readonly List<PlanValue> _values = [];
    private readonly Dictionary<Node, PlanValue> _valueOf = [];
    private readonly Dictionary<(PlanValue Value, DataLayout Layout), PlanValue> _converted = [];
    private readonly Dictionary<Parameter, PlanGradient> _parameterGradients = [];

    // Steps between the logits that a loss reads and the outputs: no gradient flows through them.
    private readonly HashSet<PlanStep> _bypassed = [];

    private PlanCompiler(NetworkGraph graph, PlanOptions options)
    {
        _graph = graph;
        _options = options;
    }

    /// <summary>Compiles a graph whose layers are built.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="options">What the plan is for.</param>
    public static PlanLayout Compile(NetworkGraph graph, PlanOptions options) => new PlanCompiler(graph, options).Compile();

    private PlanLayout Compile()
    {
        var folds = BatchNormalizationFolding.Find(_graph, _options);
        foreach (var node in _graph.Nodes)
        {
            if (folds.ContainsValue(node))
            {
                // It runs with the batch normalization behind it.
                continue;
            }

            if (folds.TryGetValue(node, out var source))
            {
                _valueOf[node] = LowerFolded(node, source);
                continue;
            }

            _valueOf[node] = node.Layer is null ? NewValue(node.Shape, DataLayout.ChannelsFirst) : Lower(node, node.Layer);
            if (node.Layer?.ActivityRegularizer is { } regularizer)
            {
                _steps[^1].ActivityRegularizer = regularizer;
            }
        }

        var inputs = _graph.Inputs.Select(node => _valueOf[node]).ToArray();
        var outputs = _graph.Outputs.Select(node => InLayout(_valueOf[node], DataLayout.ChannelsFirst, node.Name)).ToArray();
        var lossValues = outputs.Select(LossValueOf).ToArray();
        foreach (var value in outputs.Concat(lossValues))
        {
            value.IsOutput = true;
        }

        ShareBlocksInPlace();
        PoolingFusion.Apply(_steps, _options.HasBackward);
        ShareBlocksOfFactors();
        for (var i = 0; i < _steps.Count; i++)
        {
            _steps[i].Index = i;
        }

        if (_options.HasBackward)
        {
            MarkNeededGradients(inputs);
            CreateGradients(lossValues);
            foreach (var step in _steps.OfType<PooledConvolutionStep>())
            {
                step.TakeOverRectifier();
            }
        }

        BlockLifetimes.Mark(_steps, inputs, outputs, lossValues, _parameterGradients.Values);
        var stages = PlanStages.Cut(_steps, _values, _options);
        foreach (var stage in stages.Where(stage => stage.Samples < _options.Capacity))
        {
            PlanStages.MarkShared(stage, _steps);
        }

        return new PlanLayout(_steps, stages, _blocks, inputs, outputs, lossValues, _parameterGradients);
    }

    // A function may overwrite its input where nothing else needs the old numbers, now or in the backward pass.
    private void ShareBlocksInPlace()
    {
        for (var i = 0; i < _steps.Count; i++)
        {
            if (_steps[i] is not FunctionStep step)
            {
                continue;
            }

            var input = step.Inputs[0];
            var free = input.Consumers.Count == 1 && !input.IsOutput && input.Producer is LayerStep { ActivityRegularizer: null }
                && !(_options.HasBackward && (step.BackwardNeedsInput || input.Producer.BackwardNeedsOutput));
            if (free)
            {
                ReplaceBlock(step.Output.Block, input.Block);
                FuseWithLayer(step, (LayerStep)input.Producer!);
            }
        }
    }

    // So may a random factor, whose backward pass needs neither. What an alias gives may have other readers under another name.
    private void ShareBlocksOfFactors()
    {
        foreach (var step in _steps)
        {
            if (step is LayerStep { Layer: RandomFactor } && step.Inputs[0] is { IsOutput: false, Consumers.Count: 1 } input
                && input.Producer is LayerStep { BackwardNeedsOutput: false, ActivityRegularizer: null } or PooledConvolutionStep { ActivityRegularizer: null })
            {
                ReplaceBlock(step.Output.Block, input.Block);
            }
        }
    }

    private static void FuseWithLayer(FunctionStep step, LayerStep producer)
    {
        if (producer.Layer.Fuses(step.Function))
        {
            producer.FusedFunction = step.Function;
            step.IsFused = true;
        }
    }

    private void ReplaceBlock(PlanBlock old, PlanBlock shared)
    {
        foreach (var value in _values.Where(value => value.Block == old))
        {
            value.Block = shared;
        }

        _blocks.Remove(old);
    }

    private void AddStep(PlanStep step)
    {
        foreach (var input in step.Inputs)
        {
            input.Consumers.Add(step);
        }

        step.Output.Producer = step;
        _steps.Add(step);
    }

    private PlanValue NewValue(Shape shape, DataLayout layout)
    {
        var value = new PlanValue(shape, layout, NewBlock(SizeOf(shape)));
        _values.Add(value);
        return value;
    }

    private PlanBlock NewBlock(int length)
    {
        var block = new PlanBlock(length);
        _blocks.Add(block);
        return block;
    }

    private int SizeOf(Shape sample) => sample.Prepend(_options.Capacity).Size;
}
