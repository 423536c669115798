namespace Interop.Native.Kernels;

/// <summary>
/// A convolution as the sum over a window: forwards, output from input and weight; backwards, the input's gradient from the output's
/// gradient and the turned weight. Either way each row of the result is a product of matrices whose left one lies in the source in
/// stretches, one for each row of the window, so that nothing is unfolded.
/// </summary>
internal unsafe struct ConvolutionGather
{
    /// <summary>Which rows of the source a row of the result reads.</summary>
    public GatherRows Rows;

    /// <summary>The innermost axis, along which rows lie.</summary>
    public GatherAxis Width;

    /// <summary>The channels of each position of the source.</summary>
    public int SourceChannels;

    /// <summary>The channels of each position of the result.</summary>
    public int ResultChannels;

    /// <summary>Groups of channels.</summary>
    public int Groups;

    /// <summary>[samples, depth, height, width, SourceChannels].</summary>
    public float* Source;

    /// <summary>[samples, depth, height, width, ResultChannels].</summary>
    public float* Result;

    /// <summary>Added to every position, one element for each channel of the result; null for none.</summary>
    public float* Bias;

    /// <summary>Whether negative results become zero.</summary>
    public bool ClipAtZero;

    /// <summary>The weights: for each group a matrix of [taps · source channels, result channels], whole or in panels.</summary>
    public ConvolutionPanels Panels;

    /// <summary>How the rows of the result are shared out.</summary>
    public RowBlocks Blocks;

    /// <summary>Source channels of a group: the depth of one tap.</summary>
    public readonly int GroupSources => SourceChannels / Groups;

    /// <summary>Result channels of a group.</summary>
    public readonly int GroupResults => ResultChannels / Groups;

    /// <summary>The taps of the whole window.</summary>
    public readonly int Taps => Rows.TapRows * Width.Taps;
}
