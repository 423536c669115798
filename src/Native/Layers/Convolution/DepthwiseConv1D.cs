using Interop.Native.Activations;
using Interop.Native.Initializers;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// A depthwise convolution of sequences: samples [in, length] to [in·m, length'], weight [in·m, 1, k]. See
/// <see cref="DepthwiseConvolution"/>. Source: D0; Keras' DepthwiseConv1D, PyTorch's Conv1d with <c>groups=in</c>.
/// </summary>
public sealed class DepthwiseConv1D : DepthwiseConvolution
{
    /// <summary>Makes a depthwise convolution.</summary>
    /// <param name="kernelSize">The extents of the kernel.</param>
    /// <param name="stride">From one output's window to the next; 1 when null.</param>
    /// <param name="padding">Numbers, or <c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="depthMultiplier">m, the outputs of each input channel.</param>
    /// <param name="dilation">From one tap of the kernel to the next; 1 when null.</param>
    /// <param name="activation">f, applied to the result; null for none.</param>
    /// <param name="useBias">Whether b is added.</param>
    /// <param name="kernelInitializer">The first values of W; null for the network's convention: PyTorch's is <see cref="KaimingUniform"/> with a = √5.</param>
    /// <param name="biasInitializer">The first values of b; null for the network's convention: PyTorch's is <see cref="FanInUniform"/>.</param>
    /// <param name="name">The layer's name; null for its position.</param>
    /// <exception cref="ArgumentException">A number is below 1, or there are too many or too few.</exception>
    public DepthwiseConv1D(
        Shape kernelSize,
        Shape? stride = null,
        Padding padding = default,
        int depthMultiplier = 1,
        Shape? dilation = null,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        string? name = null)
        : base(1, depthMultiplier, new ConvolutionOptions(kernelSize, stride, padding, dilation, activation, useBias, kernelInitializer, biasInitializer), name)
    {
    }

    internal DepthwiseConv1D(int depthMultiplier, ConvolutionOptions options)
        : base(1, depthMultiplier, options, null)
    {
    }
}
