namespace Interop.Native.Kernels;

/// <summary>
/// Where the micro-kernels find the right matrix of each group of a convolution: in the weights themselves, or copied into panels as wide
/// as a tile, one behind the other.
/// </summary>
/// <param name="start">The first group's first element.</param>
/// <param name="groupStride">From one group to the next.</param>
/// <param name="columnStride">From one column of a panel's first row to the next panel's, for each column between.</param>
/// <param name="depthStride">From one row of the matrix to the next.</param>
internal readonly unsafe struct ConvolutionPanels(float* start, nint groupStride, nint columnStride, nint depthStride)
{
    /// <summary>From one row of the matrix to the next.</summary>
    public nint DepthStride => depthStride;

    /// <summary>The first row of the panel that begins at a column.</summary>
    public float* At(int group, int column) => start + (group * groupStride) + (column * columnStride);
}
