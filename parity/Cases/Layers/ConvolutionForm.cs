namespace Interop.Parity.Cases.Layers;

/// <summary>Which channels a convolution mixes.</summary>
internal enum ConvolutionForm
{
    /// <summary>Those of each group.</summary>
    Full,

    /// <summary>None: each input channel has outputs of its own, as PyTorch's convolution with as many groups as channels.</summary>
    Depthwise,

    /// <summary>None, then all by a convolution of kernel 1.</summary>
    Separable,
}
