using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Interop.Native.Kernels.Simd;

namespace Interop.Native.Kernels;

/// <summary>Transforms the tiles of a band along both axes; tiles that reach beyond the image go by way of a copy with zeros.</summary>
internal static unsafe class WinogradTiles<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int In = WinogradWork.TileInputs;
    private const int Out = WinogradWork.TileOutputs;

    /// <summary>transformed[product, tile, c] = Bᵀ d B of each tile's 6 by 6 inputs.</summary>
    public static void TransformInput(in WinogradWork work, float* image, int firstRow, int tiles, float* transformed)
    {
        ref readonly ConvolutionGeometry geometry = ref work.Geometry;
        int channels = geometry.InputChannels;
        nint stride = work.ProductStride(channels);
        nint rowFloats = (nint)geometry.Width.Input * channels;
        for (int tile = 0; tile < tiles; tile++)
        {
            (int row, int column) = InputCorner(work, firstRow, tile);
            if (IsInside(geometry, row, column))
            {
                TransformInput(image + (row * rowFloats) + ((nint)column * channels), rowFloats, channels, transformed, stride);
            }
            else
            {
                float* patch = Patch(image, geometry.Height.Input, geometry.Width.Input, rowFloats, channels, row, column, In);
                TransformInput(patch, In * channels, channels, transformed, stride);
            }

            transformed += channels;
        }
    }

    /// <summary>Writes the rows of a band: activation(Aᵀ m A + b) of each tile's products.</summary>
    public static void TransformOutput(in WinogradWork work, float* products, int rows, int tiles, float* result)
    {
        int channels = work.Geometry.OutputChannels;
        int width = work.Geometry.Width.Output;
        nint stride = work.ProductStride(channels);
        for (int tile = 0; tile < tiles; tile++)
        {
            (int tileRow, int tileColumn) = Math.DivRem(tile, work.RowTiles);
            float* corner = result + (((nint)tileRow * Out * width) + (tileColumn * Out)) * channels;
            TransformOutput(
                products, stride, channels, work.Bias, work.ClipAtZero, corner, (nint)width * channels,
                Math.Min(Out, rows - (tileRow * Out)), Math.Min(Out, width - (tileColumn * Out)));
            products += channels;
        }
    }

    /// <summary>products[product, tile, o] = A dy Aᵀ of each tile's 4 by 4 gradients.</summary>
    public static void TransformOutputGradient(in WinogradWork work, float* gradient, nint gradientRow, int rows, int tiles, float* products)
    {
        int channels = work.Geometry.OutputChannels;
        int width = work.Geometry.Width.Output;
        nint stride = work.ProductStride(channels);
        for (int tile = 0; tile < tiles; tile++)
        {
            (int tileRow, int tileColumn) = Math.DivRem(tile, work.RowTiles);
            int row = tileRow * Out;
            int column = tileColumn * Out;
            if (row + Out <= rows && column + Out <= width)
            {
                TransformOutputGradient(gradient + (row * gradientRow) + ((nint)column * channels), gradientRow, channels, products, stride);
            }
            else
            {
                float* patch = Patch(gradient, rows, width, gradientRow, channels, row, column, Out);
                TransformOutputGradient(patch, Out * channels, channels, products, stride);
            }

            products += channels;
        }
    }

    /// <summary>Adds B v Bᵀ of each tile to the gradient of its 6 by 6 inputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void AddInputGradient(in WinogradWork work, float* transformed, int firstRow, int tiles, float* inputGradient)
    {
        ref readonly ConvolutionGeometry geometry = ref work.Geometry;
        int channels = geometry.InputChannels;
        nint stride = work.ProductStride(channels);
        nint rowFloats = (nint)geometry.Width.Input * channels;
        float* half = stackalloc float[WinogradWork.Products * TSimd.Lanes];
        float* whole = stackalloc float[WinogradWork.Products * TSimd.Lanes];
        for (int tile = 0; tile < tiles; tile++)
        {
            (int row, int column) = InputCorner(work, firstRow, tile);
            int rowBegin = Math.Max(0, -row);
            int rowEnd = Math.Min(In, geometry.Height.Input - row);
            int columnBegin = Math.Max(0, -column);
            int columnEnd = Math.Min(In, geometry.Width.Input - column);
            float* corner = inputGradient + (row * rowFloats) + ((nint)column * channels);
            for (int channel = 0; channel < channels; channel += TSimd.Lanes)
            {
                for (int i = 0; i < In; i++)
                {
                    WinogradTransforms<TSimd, TVector>.InputGradient(
                        transformed + channel + (i * stride), In * stride, half + (i * TSimd.Lanes), In * TSimd.Lanes);
                }

                for (int i = rowBegin; i < rowEnd; i++)
                {
                    WinogradTransforms<TSimd, TVector>.InputGradient(
                        half + (i * In * TSimd.Lanes), TSimd.Lanes, whole + (i * In * TSimd.Lanes), TSimd.Lanes);
                    for (int j = columnBegin; j < columnEnd; j++)
                    {
                        float* target = corner + (i * rowFloats) + ((nint)j * channels) + channel;
                        TSimd.Store(target, TSimd.Add(TSimd.Load(target), TSimd.Load(whole + (((i * In) + j) * TSimd.Lanes))));
                    }
                }
            }

            transformed += channels;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void TransformInput(float* corner, nint rowFloats, int channels, float* transformed, nint stride)
    {
        float* half = stackalloc float[WinogradWork.Products * TSimd.Lanes];
        for (int channel = 0; channel < channels; channel += TSimd.Lanes)
        {
            for (int column = 0; column < In; column++)
            {
                WinogradTransforms<TSimd, TVector>.Input(
                    corner + channel + ((nint)column * channels), rowFloats, half + (column * TSimd.Lanes), In * TSimd.Lanes);
            }

            for (int row = 0; row < In; row++)
            {
                WinogradTransforms<TSimd, TVector>.Input(
                    half + (row * In * TSimd.Lanes), TSimd.Lanes, transformed + channel + (row * In * stride), stride);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void TransformOutput(
        float* products, nint stride, int channels, float* bias, bool clipAtZero, float* corner, nint rowFloats, int rows, int columns)
    {
        float* half = stackalloc float[In * Out * TSimd.Lanes];
        float* line = stackalloc float[Out * TSimd.Lanes];
        for (int channel = 0; channel < channels; channel += TSimd.Lanes)
        {
            TVector added = bias == null ? TSimd.Zero : TSimd.Load(bias + channel);
            for (int column = 0; column < In; column++)
            {
                WinogradTransforms<TSimd, TVector>.Output(
                    products + channel + (column * stride), In * stride, half + (column * TSimd.Lanes), In * TSimd.Lanes);
            }

            for (int row = 0; row < rows; row++)
            {
                WinogradTransforms<TSimd, TVector>.Output(half + (row * In * TSimd.Lanes), TSimd.Lanes, line, TSimd.Lanes);
                float* target = corner + (row * rowFloats) + channel;
                for (int column = 0; column < columns; column++)
                {
                    TVector value = TSimd.Add(TSimd.Load(line + (column * TSimd.Lanes)), added);
                    TSimd.Store(target + ((nint)column * channels), clipAtZero ? TSimd.Max(TSimd.Zero, value) : value);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void TransformOutputGradient(float* corner, nint rowFloats, int channels, float* products, nint stride)
    {
        float* half = stackalloc float[In * Out * TSimd.Lanes];
        for (int channel = 0; channel < channels; channel += TSimd.Lanes)
        {
            for (int column = 0; column < Out; column++)
            {
                WinogradTransforms<TSimd, TVector>.OutputGradient(
                    corner + channel + ((nint)column * channels), rowFloats, half + (column * TSimd.Lanes), Out * TSimd.Lanes);
            }

            for (int row = 0; row < In; row++)
            {
                WinogradTransforms<TSimd, TVector>.OutputGradient(
                    half + (row * Out * TSimd.Lanes), TSimd.Lanes, products + channel + (row * In * stride), stride);
            }
        }
    }

    private static (int Row, int Column) InputCorner(in WinogradWork work, int firstRow, int tile)
    {
        (int tileRow, int tileColumn) = Math.DivRem(tile, work.RowTiles);
        return (firstRow + (tileRow * Out) - work.Geometry.Height.PadBefore, (tileColumn * Out) - work.Geometry.Width.PadBefore);
    }

    private static bool IsInside(in ConvolutionGeometry geometry, int row, int column) =>
        row >= 0 && column >= 0 && row + In <= geometry.Height.Input && column + In <= geometry.Width.Input;

    /// <summary>A copy of a square of an image, with zeros where there is no image.</summary>
    private static float* Patch(float* image, int height, int width, nint rowFloats, int channels, int row, int column, int size)
    {
        float* patch = ThreadScratch.Get(ScratchUse.WinogradPatch, checked(size * size * channels));
        NativeMemory.Clear(patch, (nuint)(size * size * channels) * sizeof(float));
        int columnBegin = Math.Max(0, -column);
        int columns = Math.Min(size, width - column) - columnBegin;
        for (int i = Math.Max(0, -row); i < Math.Min(size, height - row) && columns > 0; i++)
        {
            float* source = image + ((row + i) * rowFloats) + ((nint)(column + columnBegin) * channels);
            NativeMemory.Copy(source, patch + (((i * size) + columnBegin) * channels), (nuint)(columns * channels) * sizeof(float));
        }

        return patch;
    }
}
