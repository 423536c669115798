namespace Interop.Native.Kernels;

/// <summary>
/// A convolution with windows of 3 by 3 as 36 products of matrices over tiles of 4 by 4 outputs: a quarter of the multiplications.
/// </summary>
internal unsafe struct WinogradWork
{
    /// <summary>Outputs of a tile along an axis.</summary>
    public const int TileOutputs = 4;

    /// <summary>Inputs of a tile along an axis, and products.</summary>
    public const int TileInputs = 6;

    /// <summary>The products of a tile.</summary>
    public const int Products = TileInputs * TileInputs;

    /// <summary>Tiles whose transforms fit the second-level cache beside the weights, about.</summary>
    private const int BandTiles = 48;

    /// <summary>The extents.</summary>
    public ConvolutionGeometry Geometry;

    /// <summary>The transformed weights, [36, in, out].</summary>
    public float* Weights;

    /// <summary>The same, each matrix transposed, [36, out, in]; null where no gradient of the input is wanted.</summary>
    public float* TransposedWeights;

    /// <summary>Added to every position; null for none.</summary>
    public float* Bias;

    /// <summary>Whether negative outputs become zero.</summary>
    public bool ClipAtZero;

    /// <summary>Tiles in a row of outputs.</summary>
    public readonly int RowTiles => (Geometry.Width.Output + TileOutputs - 1) / TileOutputs;

    /// <summary>Rows of tiles that are worked off together.</summary>
    public readonly int BandTileRows => Math.Clamp(BandTiles / RowTiles, 1, (Geometry.Height.Output + TileOutputs - 1) / TileOutputs);

    /// <summary>Rows of outputs that are worked off together.</summary>
    public readonly int BandRows => BandTileRows * TileOutputs;

    /// <summary>The size of the transformed weights.</summary>
    public readonly int WeightFloats => checked(Products * Geometry.InputChannels * Geometry.OutputChannels);

    /// <summary>
    /// From one product's matrix of tiles to the next: an odd number of cache lines, so that the 36 elements of a tile do not crowd on few lines.
    /// </summary>
    public readonly nint ProductStride(int channels) => ((BandTileRows * RowTiles * channels / 16) | 1) * 16;

    /// <summary>Whether a convolution can be computed so: windows of 3 by 3 side by side, channels in whole vectors, enough outputs for a tile.</summary>
    public static bool Fits(in ConvolutionGeometry geometry) =>
        geometry.Groups == 1 && geometry.Depth == WindowAxis.None && IsThree(geometry.Height) && IsThree(geometry.Width)
        && geometry.InputChannels % 16 == 0 && geometry.OutputChannels % 16 == 0;

    private static bool IsThree(WindowAxis axis) => axis is { Window: 3, Stride: 1, Dilation: 1, Output: >= TileOutputs };
}
