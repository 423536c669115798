namespace Interop.Native.Kernels;

/// <summary>A convolution and the mean over space of its output, worked off a few blocks of positions at a time, so that the output stays in the cache.</summary>
internal unsafe struct AveragedConvolutionWork
{
    /// <summary>The extents.</summary>
    public ConvolutionGeometry Geometry;

    /// <summary>The convolution where it is neither a product of matrices nor depthwise.</summary>
    public ConvolutionGather Gather;

    /// <summary>The convolution where each channel sees itself alone.</summary>
    public DepthwiseGather Depthwise;

    /// <summary>The convolution of all samples where it is a product of matrices.</summary>
    public GemmProblem Product;

    /// <summary>Positions whose outputs are summed in one go.</summary>
    public int BlockPositions;

    /// <summary>Blocks of a sample.</summary>
    public int Blocks;

    /// <summary>Blocks that make one piece of work.</summary>
    public int BlocksInPiece;

    /// <summary>Each block's sums, [samples, blocks, channels].</summary>
    public float* Sums;

    /// <summary>Pieces of a sample.</summary>
    public readonly int Pieces => (Blocks + BlocksInPiece - 1) / BlocksInPiece;
}
