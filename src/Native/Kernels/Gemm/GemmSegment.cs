namespace Interop.Native.Kernels;

/// <summary>
/// A stretch of the depth of a tile over which both matrices are read in even steps. A product of matrices has one; a
/// convolution has one for each stretch of its window that lies together in memory.
/// </summary>
internal struct GemmSegment
{
    /// <summary>Where it begins in the left matrix, in floats.</summary>
    public nint Left;

    /// <summary>The depth of the right matrix at which it begins.</summary>
    public nint Right;

    /// <summary>How many products it adds to each element.</summary>
    public nint Depth;
}
