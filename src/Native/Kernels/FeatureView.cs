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

    /// <summary>The view of a layer's batch.</summary>
    /// <param name="context">The batch.</param>
    public static FeatureView Of(LayerContext context)
    {
        var shape = context.InputShape();
        var space = shape.SizeBetween(1, shape.Rank);
        return context.Layout == DataLayout.ChannelsLast
            ? new FeatureView(context.BatchSize * space, shape[0], 1)
            : new FeatureView(context.BatchSize, shape[0], space);
    }
}
