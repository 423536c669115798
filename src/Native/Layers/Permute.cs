using Interop.Native.Kernels;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// The axes of each sample in another order: <c>new Permute(2, 1)</c> turns [N, A, B] into [N, B, A]. Axis k of the output is axis
/// <c>axes[k−1]</c> of the input, counted with the batch as axis 0, which stays. Source: Keras' Permute, PyTorch's permute.
/// </summary>
public sealed class Permute : Layer
{
    private readonly int[] _axes;

    /// <summary>Makes a permutation.</summary>
    /// <param name="axes">The numbers 1 to the number of axes of a sample, in the new order.</param>
    /// <exception cref="ArgumentException">The axes are not the numbers from 1 on, each once.</exception>
    public Permute(params ReadOnlySpan<int> axes)
        : this(axes, null)
    {
    }

    /// <summary>Makes a named permutation.</summary>
    /// <param name="axes">The numbers 1 to the number of axes of a sample, in the new order.</param>
    /// <param name="name">The layer's name; null for its position.</param>
    /// <exception cref="ArgumentException">The axes are not the numbers from 1 on, each once.</exception>
    public Permute(ReadOnlySpan<int> axes, string? name)
        : base(name)
    {
        _axes = axes.ToArray();
        if (!_axes.Order().SequenceEqual(Enumerable.Range(1, _axes.Length)))
        {
            throw new ArgumentException($"A permutation names each axis from 1 to {_axes.Length} once, got [{string.Join(", ", _axes)}].", nameof(axes));
        }
    }

    /// <summary>The axes in the new order.</summary>
    public ReadOnlySpan<int> Axes => _axes;

    /// <inheritdoc/>
    public override bool BackwardNeedsInput => false;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = SingleInput(inputs);
        return input.Rank == _axes.Length
            ? new Shape([.. _axes.Select(axis => input[axis - 1])])
            : throw Error($"orders {_axes.Length} axes, got samples of shape {input}; name each of their axes once, from 1 to {input.Rank}.");
    }

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        AxisPermutation.Gather(context.BatchSize, context.InputShape(), _axes, context.Input(), context.Output);
    }

    /// <inheritdoc/>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        AxisPermutation.Scatter(context.BatchSize, context.InputShape(), _axes, context.OutputGradient, context.InputGradient());
    }
}
