namespace Interop.Native.Kernels;

/// <summary>A convolution and the max pooling behind it, worked off a few rows at a time so that what lies between stays in the cache.</summary>
internal unsafe struct PooledConvolutionWork
{
    /// <summary>The convolution: forwards from the input, backwards from the gradient of its output.</summary>
    public ConvolutionGather Gather;

    /// <summary>The gradient of the weight; backwards only.</summary>
    public ConvolutionWeightWork Weight;

    /// <summary>Whether Winograd's algorithm is used.</summary>
    public bool IsFast;

    /// <summary>The convolution by Winograd's algorithm, where it is used.</summary>
    public WinogradWork Winograd;

    /// <summary>The floats of a chunk's sums for the weight.</summary>
    public int WeightFloats;

    /// <summary>The pooling, over the convolution's output.</summary>
    public WindowGeometry Window;

    /// <summary>The batch.</summary>
    public int Samples;

    /// <summary>The pooled values, or backwards their gradient.</summary>
    public float* Pooled;

    /// <summary>Whether the pooled values, and their gradient, lie channels-first.</summary>
    public bool IsChannelsFirst;

    /// <summary>Whether a rectifier made the input, whose derivative the gradient of the input takes along; backwards only.</summary>
    public bool IsInputRectified;

    /// <summary>Which tap of the window each pooled value came from, channels-last, −1 where it has no gradient; null where nobody asks.</summary>
    public float* Taps;

    /// <summary>Rows of pooled values in a piece of the forward pass.</summary>
    public int BandRows;

    /// <summary>Pieces of each sample's forward pass.</summary>
    public int Bands;

    /// <summary>Elements of padding before and behind each row of the gradient, so that windows that reach beyond its ends find zeros.</summary>
    public int PadBefore;

    /// <summary>See <see cref="PadBefore"/>.</summary>
    public int PadAfter;

    /// <summary>Pieces of the backward pass: runs of samples whose sums are formed apart.</summary>
    public int Chunks;

    /// <summary>Each chunk's sums for the bias, [chunks, channels]; null without bias.</summary>
    public float* BiasSums;

    /// <summary>Channels of the convolution's output.</summary>
    public readonly int Channels => Window.Channels;

    /// <summary>Pooled values of a sample and channel.</summary>
    public readonly int PooledSpace => Window.Height.Output * Window.Width.Output;

    /// <summary>Positions in a row of the gradient with its padding.</summary>
    public readonly int PaddedWidth => PadBefore + Window.Width.Input + PadAfter;
}
