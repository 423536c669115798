using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Kernels;

/// <summary>
/// A batch seen feature by feature: element (o, f, i) of feature f lies at <c>(o·Count + f)·Inner + i</c>. Channels-first has
/// Inner = space, channels-last and plain features have Inner = 1.
/// </summary>
/// <param name="Outer">The runs outside the feature axis.</param>
/// <param name="Count">The number of features or channels.</param>
/// <param name="Inner">The run inside the feature axis.</param>
internal readonly record struct FeatureView(int Outer, int Count, int Inner)
{
    /// <summary>The values of each feature in the batch.</summary>
    public int PerFeature => Outer * Inner;

    /// <summary>The view of a layer's batch along an axis of its samples. Allocates nothing.</summary>
    /// <param name="context">The batch.</param>
    /// <param name="axis">The axis of a sample, 0 for the channels or features.</param>
    public static FeatureView Of(LayerContext context, int axis = 0)
    {
        var shape = context.InputShape();
        var before = context.BatchSize;
        var behind = 1;
        for (var i = 0; i < shape.Rank; i++)
        {
            before *= i < axis ? shape[i] : 1;
            behind *= i > axis ? shape[i] : 1;
        }

        if (context.Layout == DataLayout.ChannelsFirst || shape.Rank < 2)
        {
            return new FeatureView(before, shape[axis], behind);
        }

        // Channels-last puts axis 0 of the sample behind all others.
        return axis == 0
            ? new FeatureView(context.BatchSize * behind, shape[0], 1)
            : new FeatureView(before / shape[0], shape[axis], behind * shape[0]);
    }
}
