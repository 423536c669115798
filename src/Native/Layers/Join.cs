using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>A layer that takes several inputs of one shape and gives one output of the same shape, element by element.</summary>
public abstract class Join : Layer
{
    private protected Join(string? name)
        : base(name)
    {
    }

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

        if (inputs.Any(input => input != inputs[0]))
        {
            throw Error(
                $"joins inputs of one shape, got {string.Join(" and ", inputs)}; bring them to the same shape first, for instance with a 1×1 convolution or a Dense.");
        }

        return inputs[0];
    }
}
