namespace Interop.Native.Kernels;

/// <summary>
/// The operands of a micro-kernel: one tile of the result, of as many rows and vectors as the micro-kernel is made for.
/// Strides count floats.
/// </summary>
internal unsafe struct GemmTile
{
    /// <summary>How many steps of the depth lie between two requests for what comes later: a cache line of a row of the left matrix.</summary>
    public const int DepthsBetweenRequests = 16;

    /// <summary>The stretches of the depth that are summed, in order.</summary>
    public GemmSegment* Segments;

    /// <summary>How many of them there are.</summary>
    public nint SegmentCount;

    /// <summary>The left matrix at the tile's first row, where segments count from.</summary>
    public float* Left;

    /// <summary>From one row of the left matrix to the next.</summary>
    public nint LeftRowStride;

    /// <summary>From one depth of the left matrix to the next.</summary>
    public nint LeftDepthStride;

    /// <summary>The right matrix at the tile's first column, where segments count from; whole vectors may be read.</summary>
    public float* Right;

    /// <summary>From one depth of the right matrix to the next.</summary>
    public nint RightDepthStride;

    /// <summary>
    /// How far behind the left matrix' elements lie those of a later tile, which had better be on their way to the cache while this one is
    /// computed; 0 for none. Like what follows, heeded by tiles of <see cref="IGemmTiles.TileVectors"/> and of one vector less.
    /// </summary>
    public nint LeftAhead;

    /// <summary>The first row of the right matrix, one tile wide, that had better be on its way too.</summary>
    public float* RightAhead;

    /// <summary>From one such row to the next.</summary>
    public nint RightAheadStride;

    /// <summary>How many such rows there are.</summary>
    public nint RightAheadRows;

    /// <summary>How many of them are asked for at a time.</summary>
    public nint RightAheadRowsAtOnce;

    /// <summary>The tile's first element; whole vectors are written.</summary>
    public float* Result;

    /// <summary>From one row of the result to the next.</summary>
    public nint ResultStride;

    /// <summary>Added to each row at the end, one element per column; null for none.</summary>
    public float* Bias;

    /// <summary>Whether the sums are added to what the result holds, or replace it.</summary>
    public bool Accumulate;

    /// <summary>Whether negative results become zero at the end: the rectified linear unit.</summary>
    public bool ClipAtZero;
}
