namespace Interop.Native.Tensors;

/// <summary>How a batch with channels and space lies in memory. Public tensors are always channels-first; a plan may keep values channels-last inside.</summary>
public enum DataLayout
{
    /// <summary>[N, C, spatial…]: the public order, PyTorch's and ONNX's.</summary>
    ChannelsFirst,

    /// <summary>[N, spatial…, C]: what convolution and pooling run fastest on.</summary>
    ChannelsLast,
}
