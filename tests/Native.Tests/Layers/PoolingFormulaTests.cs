using Interop.Native.Layers;
using Interop.Native.Tensors;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Layers;

/// <summary>Pooling over one, two and three axes against its formulas in float64, whose gradients are held to central differences.</summary>
public sealed class PoolingFormulaTests
{
    [Theory]
    [InlineData(2, 3, new[] { 9 }, 3, 2, 1)]
    [InlineData(1, 2, new[] { 1 }, 1, 1, 0)]
    [InlineData(2, 3, new[] { 6, 7 }, 2, 2, 0)]
    [InlineData(1, 2, new[] { 7, 7 }, 3, 2, 1)]
    [InlineData(3, 1, new[] { 5, 4 }, 1, 1, 0)]
    [InlineData(2, 2, new[] { 4, 5, 3 }, 2, 1, 1)]
    public void Max_pooling_is_its_formula(int batchSize, int channels, int[] extents, int kernel, int stride, int padding) =>
        LayerCheck.Run(
            extents.Length switch
            {
                1 => new MaxPool1D(kernel, stride, padding),
                2 => new MaxPool2D(Cube(2, kernel), Cube(2, stride), padding),
                _ => new MaxPool3D(Cube(3, kernel), Cube(3, stride), padding),
            },
            [new Shape([channels, .. extents])],
            batchSize,
            (x, _, n) =>
            {
                var window = new WindowFormula(extents, kernel, stride, padding);
                return window.Each(n, channels, (sample, channel, taps) =>
                    taps.Select(tap => x[0][(((sample * channels) + channel) * window.InputSpace) + tap.Position]).Aggregate(Var.Max));
            });

    [Theory]
    [InlineData(2, 3, new[] { 9 }, 3, 2, 1, true)]
    [InlineData(2, 3, new[] { 9 }, 3, 2, 1, false)]
    [InlineData(2, 3, new[] { 6, 7 }, 2, 2, 0, true)]
    [InlineData(1, 2, new[] { 7, 7 }, 3, 2, 1, true)]
    [InlineData(1, 2, new[] { 7, 7 }, 3, 2, 1, false)]
    [InlineData(2, 3, new[] { 3 }, 3, 3, 0, true)]
    [InlineData(2, 3, new[] { 3 }, 3, 3, 1, true)]
    [InlineData(2, 3, new[] { 3, 3 }, 3, 3, 1, false)]
    [InlineData(2, 2, new[] { 4, 5, 3 }, 2, 1, 1, true)]
    [InlineData(2, 2, new[] { 4, 5, 3 }, 2, 1, 1, false)]
    public void Average_pooling_is_its_formula(
        int batchSize, int channels, int[] extents, int kernel, int stride, int padding, bool countIncludePad) =>
        LayerCheck.Run(
            extents.Length switch
            {
                1 => new AvgPool1D(kernel, stride, padding, countIncludePad: countIncludePad),
                2 => new AvgPool2D(Cube(2, kernel), Cube(2, stride), padding, countIncludePad: countIncludePad),
                _ => new AvgPool3D(Cube(3, kernel), Cube(3, stride), padding, countIncludePad: countIncludePad),
            },
            [new Shape([channels, .. extents])],
            batchSize,
            (x, _, n) =>
            {
                var window = new WindowFormula(extents, kernel, stride, padding);
                return window.Each(n, channels, (sample, channel, taps) =>
                {
                    var plane = ((sample * channels) + channel) * window.InputSpace;
                    return Var.Sum([.. taps.Select(tap => x[0][plane + tap.Position])]) / (countIncludePad ? window.TapCount : taps.Count);
                });
            });

    [Theory]
    [InlineData(2, 3, new[] { 7 })]
    [InlineData(3, 2, new[] { 4, 5 })]
    [InlineData(2, 2, new[] { 2, 3, 4 })]
    [InlineData(1, 1, new[] { 1, 1, 1 })]
    public void Global_pooling_is_its_formula(int batchSize, int channels, int[] extents)
    {
        var space = extents.Aggregate(1, (product, extent) => product * extent);
        Shape[] shapes = [new Shape([channels, .. extents])];
        LayerCheck.Run(
            extents.Length switch
            {
                1 => new GlobalAveragePooling1D(),
                2 => new GlobalAveragePooling2D(),
                _ => new GlobalAveragePooling3D(),
            },
            shapes,
            batchSize,
            (x, _, n) => Planes(x[0], n * channels, space, plane => Var.Sum(plane) / space));
        LayerCheck.Run(
            extents.Length switch
            {
                1 => new GlobalMaxPooling1D(),
                2 => new GlobalMaxPooling2D(),
                _ => new GlobalMaxPooling3D(),
            },
            shapes,
            batchSize,
            (x, _, n) => Planes(x[0], n * channels, space, plane => plane.Aggregate(Var.Max)));
    }

    private static Var[] Planes(Var[] x, int planes, int space, Func<Var[], Var> pooled) =>
        [.. Enumerable.Range(0, planes).Select(plane => pooled(x[(plane * space)..((plane + 1) * space)]))];

    private static Shape Cube(int axes, int extent) => new([.. Enumerable.Repeat(extent, axes)]);
}
