using Interop.Native.Activations;
using Interop.Native.Initializers;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// A separable convolution of images: samples [in, height, width] to [out, height', width'], <c>depthwise.weight</c> [in·m, 1, kh, kw],
/// <c>pointwise.weight</c> [out, in·m, 1, 1], <c>pointwise.bias</c> [out]. See <see cref="SeparableConvolution"/>. Source: D0; Keras'
/// SeparableConv2D.
/// </summary>
public sealed class SeparableConv2D : SeparableConvolution
{
    /// <summary>Makes a separable convolution.</summary>
    /// <param name="filters">out, the number of output channels.</param>
    /// <param name="kernelSize">The extents of the depthwise kernel, one for both axes or [kh, kw].</param>
    /// <param name="stride">From one output's window to the next; 1 when null.</param>
    /// <param name="padding">Numbers, or <c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="dilation">From one tap of the kernel to the next; 1 when null.</param>
    /// <param name="depthMultiplier">m, the depthwise outputs of each input channel.</param>
    /// <param name="activation">f, applied to the result; null for none.</param>
    /// <param name="useBias">Whether b is added, after the pointwise convolution.</param>
    /// <param name="depthwiseInitializer">The first depthwise weights; null for the network's convention: PyTorch's is <see cref="KaimingUniform"/> with a = √5.</param>
    /// <param name="pointwiseInitializer">The first pointwise weights; null for the network's convention: PyTorch's is <see cref="KaimingUniform"/> with a = √5.</param>
    /// <param name="biasInitializer">The first values of b; null for the network's convention: PyTorch's is <see cref="FanInUniform"/> of the pointwise weight.</param>
    /// <param name="name">The layer's name; null for its position.</param>
    /// <exception cref="ArgumentException">A number is below 1, or there are too many or too few.</exception>
    public SeparableConv2D(
        int filters,
        Shape kernelSize,
        Shape? stride = null,
        Padding padding = default,
        Shape? dilation = null,
        int depthMultiplier = 1,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? depthwiseInitializer = null,
        Initializer? pointwiseInitializer = null,
        Initializer? biasInitializer = null,
        string? name = null)
        : base(
            2,
            new SeparableConvolutionOptions(
                filters, depthMultiplier, kernelSize, stride, padding, dilation, activation, useBias, depthwiseInitializer, pointwiseInitializer, biasInitializer),
            name)
    {
    }

    internal SeparableConv2D(SeparableConvolutionOptions options)
        : base(2, options, null)
    {
    }
}
