using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// Max pooling of sequences: samples [channels, length] to [channels, length']. See <see cref="MaxPooling"/> for the formula and
/// <see cref="WindowLayer"/> for the extents. Source: D0; PyTorch's MaxPool1d, Keras' MaxPooling1D.
/// </summary>
public sealed class MaxPool1D : MaxPooling
{
    /// <summary>Makes a max pooling layer.</summary>
    /// <param name="poolSize">The extents of the window; 2 when null.</param>
    /// <param name="stride">From one output's window to the next; the window's extents when null.</param>
    /// <param name="padding">Numbers, at most half the window, or <c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="dilation">From one tap of the window to the next; 1 when null.</param>
    /// <param name="ceilMode">Whether a last, incomplete window counts.</param>
    /// <param name="name">The layer's name; null for its position.</param>
    /// <exception cref="ArgumentException">A number is below 1, there are too many or too few, or the padding exceeds half the window.</exception>
    public MaxPool1D(
        Shape? poolSize = null, Shape? stride = null, Padding padding = default, Shape? dilation = null, bool ceilMode = false, string? name = null)
        : base(1, poolSize, stride, padding, dilation, ceilMode, name)
    {
    }
}
