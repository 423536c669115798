namespace Interop.Native.Layers;

/// <summary>
/// A convolution in which each input channel has its own m outputs, which see no other channel: weight [in·m, 1, k…], outputs c·m … c·m + m − 1 from
/// channel c. It is a convolution of as many groups as channels, and its parameters are those of PyTorch's with <c>groups=in</c>. Source: D0;
/// Howard et al. 2017, MobileNets; Keras' DepthwiseConv.
/// </summary>
public abstract class DepthwiseConvolution : Convolution
{
    private protected DepthwiseConvolution(int spatialAxes, int depthMultiplier, ConvolutionOptions options, string? name)
        : base(spatialAxes, options, name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(depthMultiplier);
        DepthMultiplier = depthMultiplier;
    }

    /// <summary>m, the outputs of each input channel.</summary>
    public int DepthMultiplier { get; }

    private protected override int GroupsOf(int inputChannels) => inputChannels;

    private protected override int OutputChannels(int inputChannels)
    {
        var outputs = inputChannels * DepthMultiplier;
        if (outputs == 0 || (Weight is not null && Weight.Shape[0] != outputs))
        {
            throw Error(
                $"needs {(Weight is null ? "at least one" : Weight.Shape[0] / DepthMultiplier)} input channels, got samples of {inputChannels}; " +
                "check the data or the layer before it.");
        }

        return outputs;
    }
}
