namespace Interop.Native.Kernels;

/// <summary>
/// The gradient of a convolution's weight: for each row of taps a product of matrices over the positions of the batch, the left one lying
/// in the input in stretches, one for each row of the output. Blocks of positions are gathered into chunks whose sums are formed apart and added
/// in order, so that threads may share a small weight too; a large one is shared out by its own parts.
/// </summary>
internal unsafe struct ConvolutionWeightWork
{
    /// <summary>The extents.</summary>
    public ConvolutionGeometry Geometry;

    /// <summary>Which rows of the input a row of the output sees.</summary>
    public GatherRows Rows;

    /// <summary>Which elements of a row of the input an element of the output sees.</summary>
    public GatherAxis Width;

    /// <summary>x.</summary>
    public float* Input;

    /// <summary>dy.</summary>
    public float* OutputGradient;

    /// <summary>Positions from one row of dy to the next: those of a row, and what padding lies between.</summary>
    public int GradientWidth;

    /// <summary>Where each chunk's sums go, one weight's size after another.</summary>
    public float* Sums;

    /// <summary>How the positions of the batch are cut.</summary>
    public RowBlocks Blocks;

    /// <summary>How many chunks of blocks are summed apart.</summary>
    public int Chunks;

    /// <summary>Into how many parts the weight is cut.</summary>
    public int Strips;

    /// <summary>Column panels of a group's part of the weight.</summary>
    public int Panels;

    /// <summary>The columns of a panel.</summary>
    public int PanelColumns;

    /// <summary>The parts a weight can be cut into: for each group, panel of columns and row of taps one.</summary>
    public readonly int Units => Geometry.Groups * Panels * Rows.TapRows;

    /// <summary>Whether neighbouring taps read neighbouring memory, so that a row of taps is one matrix.</summary>
    public readonly bool JoinsTaps => Geometry.Groups == 1 && Geometry.Width.Dilation == 1;
}
