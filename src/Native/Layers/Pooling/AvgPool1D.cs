using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// Average pooling of sequences: samples [channels, length] to [channels, length']. See <see cref="AveragePooling"/> for the formula and
/// <see cref="WindowLayer"/> for the extents. Source: D0; PyTorch's AvgPool1d, Keras' AveragePooling1D.
/// </summary>
public sealed class AvgPool1D : AveragePooling
{
    /// <summary>Makes an average pooling layer.</summary>
    /// <param name="poolSize">The extents of the window; 2 when null.</param>
    /// <param name="stride">From one output's window to the next; the window's extents when null.</param>
    /// <param name="padding">Numbers, at most half the window, or <c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="ceilMode">Whether a last, incomplete window counts.</param>
    /// <param name="countIncludePad">Whether elements of the padding are counted in the divisor: PyTorch's default; false is Keras' "same".</param>
    /// <param name="divisorOverride">What every sum is divided by; null to count the elements.</param>
    /// <param name="name">The layer's name; null for its position.</param>
    /// <exception cref="ArgumentException">A number is below 1, there are too many or too few, or the padding exceeds half the window.</exception>
    public AvgPool1D(
        Shape? poolSize = null,
        Shape? stride = null,
        Padding padding = default,
        bool ceilMode = false,
        bool countIncludePad = true,
        int? divisorOverride = null,
        string? name = null)
        : base(1, poolSize, stride, padding, ceilMode, countIncludePad, divisorOverride, name)
    {
    }
}
