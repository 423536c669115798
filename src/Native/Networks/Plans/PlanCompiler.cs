using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Networks;

/// <summary>
/// Turns a network's graph into the steps and memory blocks of a plan: lowers layers to steps, settles memory layouts, runs functions in
/// place, decides which gradients are needed and when each block is in use.
/// </summary>
internal sealed class PlanCompiler
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

    // Times at which blocks are in use: forward step i at i, the loss at n, backward step i at 2n − i, the optimizer at 2n + 1.
    private int LossTime => _steps.Count;

    private int EndTime => (2 * _steps.Count) + 1;

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
        PoolingFusion.Apply(_steps);
        for (var i = 0; i < _steps.Count; i++)
        {
            _steps[i].Index = i;
        }

        if (_options.HasBackward)
        {
            MarkNeededGradients(inputs);
            CreateGradients(lossValues);
        }

        MarkUses(inputs, outputs, lossValues);
        return new PlanLayout(_steps, _blocks, inputs, outputs, lossValues, _parameterGradients);
    }

    private PlanValue Lower(Node node, Layer layer)
    {
        var inputs = node.Inputs.Select(input => _valueOf[input]).ToArray();
        var layout = layer.Layout ?? (DrawsBeforeChannelsFirst(node) ? DataLayout.ChannelsFirst : inputs[0].Layout);
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = InLayout(inputs[i], layout, node.Name);
        }

        if (layer is Activation activation)
        {
            return AddFunction(node, activation.Function, inputs[0]);
        }

        if (layer.IsReshape || (layer.IsIdentityAtInference && !_options.IsStochastic))
        {
            return AddAlias(node.Name, inputs[0], node.Shape, layout);
        }

        return AddLayer(node, layer, inputs, layout, null);
    }

    // Random numbers come in the public order: where all that follows wants that order too, the values are reordered before, and not the numbers.
    private bool DrawsBeforeChannelsFirst(Node node) => node.Layer is RandomFactor && WantsChannelsFirst(node);

    private bool WantsChannelsFirst(Node node) => _graph.Nodes.Where(reader => reader.Inputs.Contains(node)).All(
        reader => (reader.Layer!.Layout ?? DataLayout.ChannelsLast) == DataLayout.ChannelsFirst || (reader.Layer!.Layout is null && WantsChannelsFirst(reader)));

    private PlanValue LowerFolded(Node node, Node source)
    {
        var layer = source.Layer!;
        var normalization = (BatchNormalization)node.Layer!;
        var folded = _graph.Folds.GetOrAdd((layer, normalization), key => new FoldedLayer(key.Item1.AsWeightedSum()!, key.Item2));
        var layout = layer.Layout ?? _valueOf[source.Inputs[0]].Layout;
        return AddLayer(node, folded.Layer, [InLayout(_valueOf[source.Inputs[0]], layout, node.Name)], layout, folded);
    }

    private PlanValue AddLayer(Node node, Layer layer, PlanValue[] inputs, DataLayout layout, FoldedLayer? folded)
    {
        var output = NewValue(node.Shape, layout);
        var step = new LayerStep(node.Name, layer, inputs, output) { Folded = folded };
        var workspace = layer.Workspace([.. inputs.Select(input => input.Shape)], _options.Capacity, _options.HasBackward);
        step.Saved = workspace.Saved > 0 ? NewBlock(workspace.Saved) : null;
        step.Scratch = workspace.Scratch > 0 ? NewBlock(workspace.Scratch) : null;
        AddStep(step);
        return layer.OutputActivation is { } function ? AddFunction(node, function, output) : output;
    }

    private PlanValue AddFunction(Node node, ActivationFunction function, PlanValue input)
    {
        if (function is Identity)
        {
            return AddAlias(node.Name, input, node.Shape, input.Layout);
        }

        var output = NewValue(node.Shape, input.Layout);
        AddStep(new FunctionStep(node.Name, function, input, output));
        return output;
    }

    private PlanValue AddAlias(string name, PlanValue input, Shape shape, DataLayout layout)
    {
        var output = new PlanValue(shape, layout, input.Block);
        _values.Add(output);
        AddStep(new AliasStep(name, input, output));
        return output;
    }

    private PlanValue InLayout(PlanValue value, DataLayout layout, string name)
    {
        if (value.Layout == layout)
        {
            return value;
        }

        if (_converted.TryGetValue((value, layout), out var known))
        {
            return known;
        }

        // With one channel or one point in space both layouts are the same numbers in the same order.
        var same = value.Shape.Rank < 2 || value.Shape[0] == 1 || value.Shape.Skip(1).Size == 1;
        PlanValue converted;
        if (same)
        {
            converted = AddAlias(name, value, value.Shape, layout);
        }
        else
        {
            converted = NewValue(value.Shape, layout);
            AddStep(new LayoutStep(name, value, converted));
        }

        _converted.Add((value, layout), converted);
        return converted;
    }

    // The value whose gradient the loss writes: before the last activation where the loss is fused with it.
    private PlanValue LossValueOf(PlanValue output, int index)
    {
        // The activation may have worked in another layout than the one in which outputs leave.
        var activated = output.Producer is LayoutStep or AliasStep ? output.Producer.Inputs[0] : output;
        var isOnlyOutput = output.Consumers.Count == 0 && (activated == output || activated.Consumers.Count == 1);
        if (!_options.LossReadsLogits[index] || !isOnlyOutput || activated.Producer is not FunctionStep { Inputs: [var logits] } step)
        {
            return output;
        }

        _bypassed.Add(step);
        _bypassed.Add(output.Producer!);
        return InLayout(logits, DataLayout.ChannelsFirst, step.Name);
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

    private void MarkNeededGradients(PlanValue[] inputs)
    {
        foreach (var input in inputs)
        {
            input.NeedsGradient = _options.InputGradients;
        }

        foreach (var step in _steps)
        {
            var hasTrainable = step.Parameters.Any(parameter => parameter.IsTrainable);
            step.RunsBackward = (hasTrainable || step.Inputs.Any(input => input.NeedsGradient)) && !_bypassed.Contains(step);
            step.Output.NeedsGradient = step.RunsBackward;
        }
    }

    private void CreateGradients(PlanValue[] lossValues)
    {
        foreach (var value in lossValues)
        {
            value.Gradient = NewGradient(value);
        }

        for (var i = _steps.Count - 1; i >= 0; i--)
        {
            var step = _steps[i];
            if (!step.RunsBackward)
            {
                continue;
            }

            for (var k = 0; k < step.Inputs.Length; k++)
            {
                if (step.Inputs[k].NeedsGradient)
                {
                    step.InputGradients[k] = ContributionTo(step.Inputs[k], step);
                }
            }

            foreach (var parameter in step.Parameters.Where(parameter => parameter.IsTrainable))
            {
                step.ParameterGradients[parameter] = ContributionTo(parameter);
            }
        }
    }

    private PlanGradient ContributionTo(PlanValue value, PlanStep step)
    {
        if (value.Gradient is { } whole)
        {
            return new PlanGradient(NewBlock(SizeOf(value.Shape)), value.Shape.Size, whole);
        }

        // The only reader of a value may turn its own output's gradient into the value's in place.
        var inPlace = value.Consumers.Count == 1 && step is FunctionStep or AliasStep && step.Output.Gradient is not null;
        return value.Gradient = inPlace ? new PlanGradient(step.Output.Gradient!.Block, value.Shape.Size) : NewGradient(value);
    }

    private PlanGradient ContributionTo(Parameter parameter)
    {
        if (_parameterGradients.TryGetValue(parameter, out var whole))
        {
            return new PlanGradient(NewBlock(parameter.Count), null, whole);
        }

        return _parameterGradients[parameter] = new PlanGradient(NewBlock(parameter.Count), null);
    }

    private void MarkUses(PlanValue[] inputs, PlanValue[] outputs, PlanValue[] lossValues)
    {
        foreach (var input in inputs)
        {
            input.Block.UseAt(0);
        }

        foreach (var output in outputs.Concat(lossValues))
        {
            output.Block.UseAt(LossTime);
            output.Block.UseAt(EndTime);
            output.Gradient?.Block.UseAt(LossTime);
        }

        foreach (var gradient in _parameterGradients.Values)
        {
            gradient.Block.UseAt(EndTime);
        }

        foreach (var input in inputs)
        {
            input.Gradient?.Block.UseAt(EndTime);
        }

        foreach (var step in _steps)
        {
            MarkUses(step);
        }
    }

    private void MarkUses(PlanStep step)
    {
        UseAt(step.Index, [.. step.Inputs.Select(input => input.Block), step.Output.Block, step.Saved, step.Scratch]);
        if (!step.RunsBackward)
        {
            return;
        }

        var time = (2 * _steps.Count) - step.Index;
        UseAt(time, [step.Output.Gradient!.Block, step.Saved, step.Scratch]);
        foreach (var gradient in step.InputGradients.Concat(step.ParameterGradients.Values))
        {
            UseAt(time, [gradient?.Block, gradient?.AddTo?.Block]);
        }

        if (step.BackwardNeedsInput)
        {
            UseAt(time, [.. step.Inputs.Select(input => input.Block)]);
        }

        if (step.BackwardNeedsOutput || step.ActivityRegularizer is not null)
        {
            UseAt(time, [step.Output.Block]);
        }
    }

    private static void UseAt(int time, PlanBlock?[] blocks)
    {
        foreach (var block in blocks)
        {
            block?.UseAt(time);
        }
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

    private PlanGradient NewGradient(PlanValue value) => new(NewBlock(SizeOf(value.Shape)), value.Shape.Size);

    private PlanBlock NewBlock(int length)
    {
        var block = new PlanBlock(length);
        _blocks.Add(block);
        return block;
    }

    private int SizeOf(Shape sample) => sample.Prepend(_options.Capacity).Size;
}
