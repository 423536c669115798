namespace Interop.Native.Kernels;

/// <summary>
/// A product C (=|+=) A · B of which any rectangle of C is such a product again. Element (i, p) of the left matrix A
/// lies at i · LeftRowStride + p · LeftDepthStride, element (p, j) of the right matrix B at p · RightDepthStride +
/// j · RightColumnStride; one of the two strides of each matrix is one. Strides count floats.
/// </summary>
internal unsafe struct GemmProblem
{
    public int Rows;
    public int Columns;
    public int Depth;

    public float* Left;
    public nint LeftRowStride;
    public nint LeftDepthStride;

    /// <summary>Whether the left matrix is part of one that lies beyond the second-level cache, however small the part.</summary>
    public bool LeftIsFar;

    public float* Right;
    public nint RightDepthStride;
    public nint RightColumnStride;

    public float* Result;
    public nint ResultStride;

    /// <summary>Added to every row at the end; null for none.</summary>
    public float* Bias;

    /// <summary>Whether the product is added to what the result holds.</summary>
    public bool Accumulate;

    /// <summary>Whether negative elements become zero at the end.</summary>
    public bool ClipAtZero;

    /// <summary>Whether depths of the right matrix follow each other in memory, and columns do not.</summary>
    public readonly bool RightIsTransposed => RightColumnStride != 1;

    /// <summary>The product that gives a rectangle of the result.</summary>
    public readonly GemmProblem Part(int firstRow, int rows, int firstColumn, int columns)
    {
        GemmProblem part = this;
        part.Rows = rows;
        part.Columns = columns;
        part.Left += firstRow * LeftRowStride;
        part.Right += firstColumn * RightColumnStride;
        part.Result += (firstRow * ResultStride) + firstColumn;
        part.Bias = Bias == null ? null : Bias + firstColumn;
        return part;
    }

    /// <summary>
    /// The part of the product that sums a block of the depth. It adds to what the blocks before it left; the last one
    /// adds the bias and clips.
    /// </summary>
    public readonly GemmProblem DepthBlock(int firstDepth, int depth)
    {
        bool isLast = firstDepth + depth == Depth;
        GemmProblem block = this;
        block.Depth = depth;
        block.Left += firstDepth * LeftDepthStride;
        block.Right += firstDepth * RightDepthStride;
        block.Accumulate |= firstDepth > 0;
        block.Bias = isLast ? Bias : null;
        block.ClipAtZero &= isLast;
        return block;
    }
}
