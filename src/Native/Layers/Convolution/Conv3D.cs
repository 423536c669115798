using Interop.Native.Activations;
using Interop.Native.Initializers;
using Interop.Native.Tensors;

namespace Interop.Native.Layers;

/// <summary>
/// A convolution over volumes: samples [in, depth, height, width] to [out, depth', height', width'], weight [out, in/groups, kd, kh, kw]. See <see cref="Convolution"/> for the formula and
/// <see cref="WindowLayer"/> for the extents. Source: D0; PyTorch's Conv3d, Keras' Conv3D.
/// </summary>
public sealed class Conv3D : GroupedConvolution
{
    /// <summary>Makes a convolution.</summary>
    /// <param name="filters">out, the number of output channels.</param>
    /// <param name="kernelSize">The extents of the kernel, one for all axes or [kd, kh, kw].</param>
    /// <param name="stride">From one output's window to the next; 1 when null.</param>
    /// <param name="padding">Numbers, or <c>"valid"</c> or <c>"same"</c>.</param>
    /// <param name="dilation">From one tap of the kernel to the next; 1 when null.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="activation">f, applied to the result; null for none.</param>
    /// <param name="useBias">Whether b is added.</param>
    /// <param name="kernelInitializer">The first values of W; null for the network's convention: PyTorch's is <see cref="KaimingUniform"/> with a = √5.</param>
    /// <param name="biasInitializer">The first values of b; null for the network's convention: PyTorch's is <see cref="FanInUniform"/>.</param>
    /// <param name="name">The layer's name; null for its position.</param>
    /// <exception cref="ArgumentException">A number is below 1, there are too many or too few, or groups do not divide the filters.</exception>
    public Conv3D(
        int filters,
        Shape kernelSize,
        Shape? stride = null,
        Padding padding = default,
        Shape? dilation = null,
        int groups = 1,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        string? name = null)
        : base(3, filters, groups, new ConvolutionOptions(kernelSize, stride, padding, dilation, activation, useBias, kernelInitializer, biasInitializer), name)
    {
    }

    internal Conv3D(int filters, int groups, ConvolutionOptions options)
        : base(3, filters, groups, options, null)
    {
    }
}
