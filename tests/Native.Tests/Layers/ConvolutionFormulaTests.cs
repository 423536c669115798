using Interop.Native.Layers;
using Interop.Native.Tensors;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Layers;

/// <summary>Convolutions over one, two and three axes against their formulas in float64, whose gradients are held to central differences.</summary>
public sealed class ConvolutionFormulaTests
{
    [Theory]
    [InlineData(3, 5, new[] { 9 }, 4, 3, 1, 0, 1, 1)]
    [InlineData(2, 4, new[] { 11 }, 6, 3, 2, 2, 2, 2)]
    [InlineData(1, 1, new[] { 1 }, 3, 1, 1, 0, 1, 1)]
    [InlineData(3, 5, new[] { 6, 5 }, 4, 3, 1, 0, 1, 1)]
    [InlineData(2, 4, new[] { 7, 6 }, 6, 3, 2, 1, 1, 2)]
    [InlineData(1, 2, new[] { 8, 8 }, 3, 2, 1, 2, 2, 1)]
    [InlineData(1, 3, new[] { 1, 1 }, 5, 1, 1, 0, 1, 1)]
    [InlineData(2, 2, new[] { 4, 3, 5 }, 3, 2, 1, 1, 1, 1)]
    [InlineData(1, 4, new[] { 5, 4, 4 }, 4, 2, 2, 1, 2, 2)]
    [InlineData(1, 2, new[] { 1, 1, 1 }, 2, 1, 1, 0, 1, 1)]
    public void A_convolution_is_its_formula(
        int batchSize, int channels, int[] extents, int filters, int kernel, int stride, int padding, int dilation, int groups) =>
        LayerCheck.Run(
            Convolution(extents.Length, filters, kernel, stride, padding, dilation, groups),
            [new Shape([channels, .. extents])],
            batchSize,
            (x, w, n) => new WindowFormula(extents, kernel, stride, padding, dilation).Convolve(x[0], w[0], w[1], n, channels, filters, groups));

    [Theory]
    [InlineData(2, 3, new[] { 8 }, 2, 3, 1, 1, 1)]
    [InlineData(1, 2, new[] { 9 }, 3, 2, 2, 0, 2)]
    [InlineData(2, 3, new[] { 5, 6 }, 1, 3, 2, 1, 1)]
    [InlineData(1, 2, new[] { 6, 5 }, 2, 2, 1, 1, 2)]
    public void A_depthwise_convolution_is_its_formula(
        int batchSize, int channels, int[] extents, int multiplier, int kernel, int stride, int padding, int dilation) =>
        LayerCheck.Run(
            extents.Length == 1
                ? new DepthwiseConv1D(kernel, stride, padding, multiplier, dilation)
                : new DepthwiseConv2D(Cube(2, kernel), Cube(2, stride), padding, multiplier, Cube(2, dilation)),
            [new Shape([channels, .. extents])],
            batchSize,
            (x, w, n) => new WindowFormula(extents, kernel, stride, padding, dilation)
                .Convolve(x[0], w[0], w[1], n, channels, channels * multiplier, channels));

    [Theory]
    [InlineData(2, 3, new[] { 8 }, 4, 2, 3, 1, 1, 1)]
    [InlineData(1, 2, new[] { 9 }, 3, 1, 2, 2, 0, 2)]
    [InlineData(2, 3, new[] { 5, 6 }, 4, 1, 3, 2, 1, 1)]
    [InlineData(1, 2, new[] { 6, 5 }, 5, 3, 2, 1, 1, 2)]
    public void A_separable_convolution_is_its_formula(
        int batchSize, int channels, int[] extents, int filters, int multiplier, int kernel, int stride, int padding, int dilation) =>
        LayerCheck.Run(
            extents.Length == 1
                ? new SeparableConv1D(filters, kernel, stride, padding, dilation, multiplier)
                : new SeparableConv2D(filters, Cube(2, kernel), Cube(2, stride), padding, Cube(2, dilation), multiplier),
            [new Shape([channels, .. extents])],
            batchSize,
            (x, w, n) =>
            {
                var between = channels * multiplier;
                var depthwise = new WindowFormula(extents, kernel, stride, padding, dilation);
                var inner = depthwise.Convolve(x[0], w[0], null, n, channels, between, channels);
                return new WindowFormula([depthwise.OutputSpace], 1, 1, 0).Convolve(inner, w[1], w[2], n, between, filters, 1);
            });

    private static Layer Convolution(int axes, int filters, int kernel, int stride, int padding, int dilation, int groups) => axes switch
    {
        1 => new Conv1D(filters, kernel, stride, padding, dilation, groups),
        2 => new Conv2D(filters, Cube(2, kernel), Cube(2, stride), padding, Cube(2, dilation), groups),
        _ => new Conv3D(filters, Cube(3, kernel), Cube(3, stride), padding, Cube(3, dilation), groups),
    };

    private static Shape Cube(int axes, int extent) => new([.. Enumerable.Repeat(extent, axes)]);
}
