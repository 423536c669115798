namespace Interop.Native.Kernels;

/// <summary>
/// The extents of a convolution over up to three axes of space. Activations lie channels-last, [N, depth, height, width, channels];
/// weights [depth, height, width, in/groups, out] over the taps of the window. Missing axes are <see cref="WindowAxis.None"/>.
/// </summary>
/// <param name="Depth">The outermost axis of space.</param>
/// <param name="Height">The middle one.</param>
/// <param name="Width">The innermost one.</param>
/// <param name="InputChannels">in.</param>
/// <param name="OutputChannels">out.</param>
/// <param name="Groups">Groups of channels: each group of outputs sees its own group of inputs only.</param>
internal readonly record struct ConvolutionGeometry(
    WindowAxis Depth, WindowAxis Height, WindowAxis Width, int InputChannels, int OutputChannels, int Groups)
{
    /// <summary>Inputs in a group.</summary>
    public int GroupInputs => InputChannels / Groups;

    /// <summary>Outputs in a group.</summary>
    public int GroupOutputs => OutputChannels / Groups;

    /// <summary>The taps of the whole window.</summary>
    public int Taps => Depth.Window * Height.Window * Width.Window;

    /// <summary>The positions of one sample's input.</summary>
    public int InputSpace => Depth.Input * Height.Input * Width.Input;

    /// <summary>The positions of one sample's output.</summary>
    public int OutputSpace => Depth.Output * Height.Output * Width.Output;

    /// <summary>The number of weights.</summary>
    public int WeightCount => Taps * GroupInputs * OutputChannels;

    /// <summary>Whether every output position is a linear function of its own input position: a product of matrices.</summary>
    public bool IsMatrixProduct => Groups == 1 && Depth.IsPointwise && Height.IsPointwise && Width.IsPointwise;

    /// <summary>Whether each channel sees itself alone.</summary>
    public bool IsDepthwise => Groups == InputChannels && Groups == OutputChannels && Groups > 1;

    /// <summary>The window over each channel, for a depthwise convolution.</summary>
    public WindowGeometry ChannelWindow => new(Depth, Height, Width, InputChannels);
}
