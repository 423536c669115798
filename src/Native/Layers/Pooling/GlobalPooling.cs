using Interop.Native.Kernels;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>What global pooling layers share: one window as large as the image, so that samples [channels, spatial…] become [channels]. Source: D0.</summary>
public abstract class GlobalPooling : Layer
{
    private readonly int _spatialAxes;

    private protected GlobalPooling(int spatialAxes, string? name)
        : base(name) => _spatialAxes = spatialAxes;

    /// <inheritdoc/>
    public override DataLayout? Layout => DataLayout.ChannelsLast;

    /// <inheritdoc/>
    public override bool BackwardNeedsInput => false;

    /// <inheritdoc/>
    public override bool BackwardNeedsOutput => false;

    internal override bool RunsInSlices => true;

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = SingleInput(inputs);
        if (input.Rank != _spatialAxes + 1 || input.Size == 0)
        {
            throw Error($"takes samples of shape [channels, {_spatialAxes} axes of space], got {input}; use the pooling of {Math.Clamp(input.Rank - 1, 1, 3)} axes, or Reshape first.");
        }

        return input[0];
    }

    private protected static WindowGeometry Geometry(Shape input) =>
        new(Whole(input, 3), Whole(input, 2), Whole(input, 1), input[0]);

    // The axis so many from the end, all of it under one window.
    private static WindowAxis Whole(Shape input, int fromEnd)
    {
        var extent = input.Rank > fromEnd ? input[-fromEnd] : 1;
        return new WindowAxis(extent, extent, extent, 1, 0, 0, 1);
    }
}
