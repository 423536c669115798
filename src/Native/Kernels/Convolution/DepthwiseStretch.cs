namespace Interop.Native.Kernels;

/// <summary>
/// The operands of a depthwise convolution's micro-kernels: elements of a row that take the same taps, and one or two vectors of their
/// channels. Strides count floats.
/// </summary>
internal unsafe struct DepthwiseStretch
{
    /// <summary>How many elements there are.</summary>
    public int Count;

    /// <summary>The rows of taps, each with where its row of the source lies.</summary>
    public WindowTaps* TapRows;

    /// <summary>How many rows of taps there are.</summary>
    public int TapRowCount;

    /// <summary>How many taps of each row take part.</summary>
    public int TapCount;

    /// <summary>Where the first element's first tap lies in a row of the source that begins at zero.</summary>
    public float* Source;

    /// <summary>From one element's source to the next one's.</summary>
    public nint SourceStep;

    /// <summary>From one tap's source to the next one's.</summary>
    public nint TapSourceStep;

    /// <summary>The weights of the first tap, of a row of taps that begins at the first of all.</summary>
    public float* Weight;

    /// <summary>From the weights of one tap that takes part to the next one's; negative where taps are counted from the last.</summary>
    public nint TapWeightStep;

    /// <summary>From the weights of one tap of the window to the next one's: the number of channels.</summary>
    public nint WeightStride;

    /// <summary>Added last; null for none.</summary>
    public float* Bias;

    /// <summary>Whether negative results become zero.</summary>
    public bool ClipAtZero;

    /// <summary>The first element of the result.</summary>
    public float* Result;

    /// <summary>From one element of the result to the next.</summary>
    public nint ResultStep;
}
