using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Networks;

/// <content>Lowers the nodes of the graph to steps, each in the memory layout that it wants.</content>
internal sealed partial class PlanCompiler
{
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

        // A penalty on what the activation gives has a gradient that goes through it.
        var hasPenalty = activated.Producer?.ActivityRegularizer is not null || output.Producer?.ActivityRegularizer is not null;
        if (!_options.LossReadsLogits[index] || !isOnlyOutput || hasPenalty || activated.Producer is not FunctionStep { Inputs: [var logits] } step)
        {
            return output;
        }

        _bypassed.Add(step);
        _bypassed.Add(output.Producer!);
        return InLayout(logits, DataLayout.ChannelsFirst, step.Name);
    }
}
