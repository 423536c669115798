namespace Interop.Native.Kernels;

/// <summary>What the pieces of a depthwise convolution's weight gradient share.</summary>
internal readonly unsafe struct DepthwiseWeightWork(
    WindowGeometry geometry, GatherRows rows, RowBlocks blocks, int chunks, float* input, float* outputGradient, float* sums)
{
    /// <summary>The extents.</summary>
    public readonly WindowGeometry Geometry = geometry;

    /// <summary>Which rows of the input a row of the output sees.</summary>
    public readonly GatherRows Rows = rows;

    /// <summary>How the positions of the batch are cut.</summary>
    public readonly RowBlocks Blocks = blocks;

    /// <summary>How many chunks of blocks are summed apart.</summary>
    public readonly int Chunks = chunks;

    /// <summary>x.</summary>
    public readonly float* Input = input;

    /// <summary>dy.</summary>
    public readonly float* OutputGradient = outputGradient;

    /// <summary>Where each chunk's sums go: [chunks, taps, channels].</summary>
    public readonly float* Sums = sums;
}
