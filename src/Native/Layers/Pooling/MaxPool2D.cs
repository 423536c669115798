using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// Max pooling of images: samples [channels, height, width] to [channels, height', width']. See <see cref="MaxPooling"/> for the formula and
/// <see cref="WindowLayer"/> for the extents. Source: D0; PyTorch's MaxPool2d, Keras' MaxPooling2D.
/// </summary>
public sealed class MaxPool2D : MaxPooling
{
    /// <summary>Makes a max pooling layer.</summary>
    /// <param name="poolSize">The extents of the window, one for both axes or [height, width]; 2 when null.</param>
    /// <param name="stride">From one output's window to the next; the window's extents when null.</param>
    /// <param name="padding">Numbers, at most half the window, or <c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="dilation">From one tap of the window to the next; 1 when null.</param>
    /// <param name="ceilMode">Whether a last, incomplete window counts.</param>
    /// <param name="name">The layer's name; null for its position.</param>
    /// <exception cref="ArgumentException">A number is below 1, there are too many or too few, or the padding exceeds half the window.</exception>
    public MaxPool2D(
        Shape? poolSize = null, Shape? stride = null, Padding padding = default, Shape? dilation = null, bool ceilMode = false, string? name = null)
        : base(2, poolSize, stride, padding, dilation, ceilMode, name)
    {
    }
}
