namespace Interop.Native.Kernels;

/// <summary>What a piece of <see cref="ThreadScratch"/> is for.</summary>
internal enum ScratchUse
{
    /// <summary>A strip of the gradient of a weight that is used up as it comes.</summary>
    WeightGradient,

    /// <summary>A panel of the right matrix of a product, in the order the micro-kernels read it.</summary>
    PackedRight,

    /// <summary>The transpose of the left matrix of a product that is computed the other way round.</summary>
    TransposedLeft,

    /// <summary>The transpose of the result of a product that is computed the other way round.</summary>
    TransposedResult,

    /// <summary>Sums of the columns of a matrix that a row is multiplied with.</summary>
    RowSums,

    /// <summary>Sums of the blocks of the depth of a product of one row.</summary>
    DepthSums,

    /// <summary>Partial sums of the blocks of rows of a column sum.</summary>
    ColumnPartials,

    /// <summary>Rows of an image with zeros at their ends, as windows that reach beyond the edge read them.</summary>
    SourceBand,

    /// <summary>The stretches of memory that windows read.</summary>
    WindowSegments,

    /// <summary>Where the stretches of each window's list end.</summary>
    WindowSegmentEnds,

    /// <summary>The runs that a block of rows is cut into.</summary>
    RowRuns,

    /// <summary>The weights of a convolution in the order the micro-kernels read them.</summary>
    ConvolutionWeights,

    /// <summary>The partial sums of a convolution's weight gradient.</summary>
    ConvolutionPartials,

    /// <summary>The taps and elements under the windows of one row.</summary>
    WindowElements,

    /// <summary>The rows of a source under the windows of one row.</summary>
    WindowRows,

    /// <summary>How many rows of a source lie under the windows of each row.</summary>
    WindowRowCounts,

    /// <summary>Partial means, squares or gradient sums of the blocks of a batch normalization.</summary>
    BatchStatistics,

    /// <summary>Rows of a convolution's output, or of its gradient, between the convolution and the pooling behind it.</summary>
    PooledRows,

    /// <summary>Positions of a convolution's output, between the convolution and their mean.</summary>
    AveragedOutput,

    /// <summary>Rows of a pooling's output, or its gradient, channels-last.</summary>
    PooledOutput,

    /// <summary>The transformed input of a band of Winograd's convolution, or its gradient.</summary>
    WinogradInput,

    /// <summary>The products of a band of Winograd's convolution, or their gradient.</summary>
    WinogradOutput,

    /// <summary>A tile that reaches beyond the image.</summary>
    WinogradPatch,

    /// <summary>The transformed weights of Winograd's convolution.</summary>
    WinogradWeights,
}
