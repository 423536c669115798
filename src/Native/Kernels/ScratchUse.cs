namespace Interop.Native.Kernels;

/// <summary>What a piece of <see cref="ThreadScratch"/> is for.</summary>
internal enum ScratchUse
{
    /// <summary>Blocks of the left matrix of a product, in the order the micro-kernels read them.</summary>
    PackedLeft,

    /// <summary>Blocks of the right matrix of a product, in the order the micro-kernels read them.</summary>
    PackedRight,

    /// <summary>Partial sums of the blocks of rows of a column sum.</summary>
    ColumnPartials,

    /// <summary>Rows of an image with zeros at their ends, as windows that reach beyond the edge read them.</summary>
    SourceBand,

    /// <summary>The stretches of memory that windows read.</summary>
    WindowSegments,

    /// <summary>The weights of a convolution in the order the micro-kernels read them.</summary>
    ConvolutionWeights,

    /// <summary>The partial sums of a convolution's weight gradient.</summary>
    ConvolutionPartials,
}
