using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// Its inputs side by side along one axis: [N, C₁, …] and [N, C₂, …] become [N, C₁ + C₂, …]; all other extents are equal. Each input's
/// gradient is its own part of dy. Source: Keras' Concatenate, PyTorch's cat.
/// </summary>
/// <param name="axis">
/// The axis of the batch's public shape: 1, the channels or features, by default; -1 the last; 0 is the batch and cannot be joined.
/// </param>
/// <param name="name">The layer's name; null for its kind and count.</param>
public sealed class Concatenate(int axis = 1, string? name = null) : Layer(name)
{
    /// <summary>The axis of the batch's public shape.</summary>
    public int Axis => axis;

    /// <inheritdoc/>
    public override DataLayout? Layout => null;

    /// <inheritdoc/>
    public override bool BackwardNeedsInput => false;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    internal override bool RunsInSlices => true;

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count < 2)
        {
            throw Error($"joins two inputs or more, got {inputs.Count}; call it on several symbols of a Model.");
        }

        var first = inputs[0];
        var position = SampleAxis(first);
        if (position < 0 || position >= first.Rank)
        {
            throw Error($"joins along axis {axis}, but batches of samples {first} have the axes 1 to {first.Rank} behind the batch's own.");
        }

        var extents = first.Extents.ToArray();
        foreach (var input in inputs.Skip(1))
        {
            if (input.Rank != first.Rank)
            {
                throw Error($"joins inputs with the same number of axes, got {string.Join(" and ", inputs)}; Flatten or Reshape them first.");
            }

            for (var i = 0; i < first.Rank; i++)
            {
                if (i == position)
                {
                    extents[i] = checked(extents[i] + input[i]);
                }
                else if (input[i] != first[i])
                {
                    throw Error($"joins along axis {axis}, so all other extents must be equal; got {string.Join(" and ", inputs)}.");
                }
            }
        }

        return new Shape(extents);
    }

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var runs = Runs(context);
        var output = context.Output;
        var outputRun = output.Length / runs;
        var start = 0;
        for (var i = 0; i < context.InputCount; i++)
        {
            var input = context.Input(i);
            var run = input.Length / runs;
            for (var k = 0; k < runs; k++)
            {
                input.Slice(k * run, run).CopyTo(output[((k * outputRun) + start)..]);
            }

            start += run;
        }
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var runs = Runs(context);
        var gradient = context.OutputGradient;
        var outputRun = gradient.Length / runs;
        var start = 0;
        for (var i = 0; i < context.InputCount; i++)
        {
            var run = context.BatchSize * context.InputShape(i).Size / runs;
            if (context.NeedsInputGradient(i))
            {
                var part = context.InputGradient(i);
                for (var k = 0; k < runs; k++)
                {
                    gradient.Slice((k * outputRun) + start, run).CopyTo(part[(k * run)..]);
                }
            }

            start += run;
        }
    }

    private int SampleAxis(Shape sample) => axis < 0 ? axis + sample.Rank : axis - 1;

    // How many contiguous runs each input falls into: the product of the extents before the axis in memory.
    private int Runs(LayerContext context)
    {
        var shape = context.OutputShape;
        var position = SampleAxis(shape);
        var runs = context.BatchSize;
        var channelsLast = context.Layout == DataLayout.ChannelsLast && shape.Rank > 1;
        for (var i = 0; i < shape.Rank; i++)
        {
            // Channels-last puts axis 0 of the sample behind all others.
            var before = channelsLast ? (position == 0 ? i > 0 : i > 0 && i < position) : i < position;
            runs *= before ? shape[i] : 1;
        }

        return runs;
    }
}
