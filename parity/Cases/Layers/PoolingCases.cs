using static Interop.Parity.Cases.Layers.PoolingForm;

namespace Interop.Parity.Cases.Layers;

/// <summary>Max and average pooling over one, two and three axes, of windows and of whole images, with every rule of padding and rounding.</summary>
internal static class PoolingCases
{
    /// <summary>All of them.</summary>
    public static LayerCase[] All() => [.. Maxima(), .. Averages(), .. Global()];

    private static LayerCase[] Maxima() =>
    [
        new("k2", new PoolingOptions(Max, [2]), 2, [[3, 9]]),
        new("k3-stride2-pad1-dilation2", new PoolingOptions(Max, [3]) { Stride = [2], Padding = [1], Dilation = [2] }, 2, [[3, 12]]),
        new("ceil", new PoolingOptions(Max, [3]) { Stride = [2], CeilMode = true }, 2, [[3, 8]]),
        new("k2", new PoolingOptions(Max, [2, 2]), 2, [[3, 6, 7]]),
        new("ties", new PoolingOptions(Max, [3, 2]) { Stride = [1, 1] }, 2, [[3, 6, 7]]) { Tied = true },
        new("k3x2-stride2x1", new PoolingOptions(Max, [3, 2]) { Stride = [2, 1] }, 2, [[3, 7, 7]]),
        new("pad1", new PoolingOptions(Max, [3, 3]) { Stride = [2, 2], Padding = [1, 1] }, 2, [[3, 7, 8]]),
        new("dilation2x1", new PoolingOptions(Max, [2, 3]) { Stride = [1, 1], Dilation = [2, 1] }, 2, [[3, 6, 6]]),
        new("ceil", new PoolingOptions(Max, [2, 3]) { Stride = [2, 2], CeilMode = true }, 2, [[3, 5, 6]]),
        new("ceil-pad1", new PoolingOptions(Max, [3, 3]) { Stride = [3, 3], Padding = [1, 1], CeilMode = true }, 2, [[2, 6, 8]]),
        new("k2", new PoolingOptions(Max, [2, 2, 2]), 2, [[2, 4, 5, 4]]),
        new("stride-pad-ceil", new PoolingOptions(Max, [3, 2, 3]) { Stride = [2, 1, 2], Padding = [1, 0, 1], CeilMode = true }, 1, [[2, 5, 4, 6]]),
    ];

    private static LayerCase[] Averages() =>
    [
        new("k2", new PoolingOptions(Average, [2]), 2, [[3, 9]]),
        new("k3-stride2-pad1", new PoolingOptions(Average, [3]) { Stride = [2], Padding = [1] }, 2, [[3, 10]]),
        new("pad-not-counted", new PoolingOptions(Average, [3]) { Stride = [2], Padding = [1], CountIncludePad = false }, 2, [[3, 10]]),
        new("ceil-pad1", new PoolingOptions(Average, [3]) { Stride = [2], Padding = [1], CeilMode = true }, 2, [[3, 9]]),
        new("k2", new PoolingOptions(Average, [2, 2]), 2, [[3, 6, 7]]),
        new("k3x2-stride1", new PoolingOptions(Average, [3, 2]) { Stride = [1, 1] }, 2, [[3, 6, 6]]),
        new("pad1", new PoolingOptions(Average, [3, 3]) { Stride = [2, 2], Padding = [1, 1] }, 2, [[3, 7, 8]]),
        new("pad-not-counted", new PoolingOptions(Average, [3, 3]) { Stride = [2, 2], Padding = [1, 1], CountIncludePad = false }, 2, [[3, 7, 8]]),
        new("ceil", new PoolingOptions(Average, [2, 3]) { Stride = [2, 2], CeilMode = true }, 2, [[3, 5, 6]]),
        new("ceil-pad1", new PoolingOptions(Average, [3, 3]) { Stride = [2, 2], Padding = [1, 1], CeilMode = true }, 2, [[2, 6, 8]]),
        new("ceil-pad1-not-counted", new PoolingOptions(Average, [3, 3]) { Stride = [2, 2], Padding = [1, 1], CeilMode = true, CountIncludePad = false }, 2, [[2, 6, 8]]),
        new("divisor3", new PoolingOptions(Average, [2, 2]) { Divisor = 3 }, 2, [[3, 6, 6]]),
        new("k2", new PoolingOptions(Average, [2, 2, 2]), 2, [[2, 4, 5, 4]]),
        new("stride-pad-not-counted", new PoolingOptions(Average, [3, 2, 3]) { Stride = [2, 1, 2], Padding = [1, 0, 1], CountIncludePad = false }, 1, [[2, 5, 4, 6]]),
        new("divisor5-ceil", new PoolingOptions(Average, [2, 2, 2]) { Divisor = 5, CeilMode = true }, 1, [[2, 3, 5, 4]]),
    ];

    private static LayerCase[] Global() =>
    [
        new("", new PoolingOptions(GlobalMax, [1]), 3, [[4, 9]]),
        new("", new PoolingOptions(GlobalMax, [1, 1]), 3, [[4, 5, 6]]),
        new("ties", new PoolingOptions(GlobalMax, [1, 1]), 3, [[4, 5, 6]]) { Tied = true },
        new("", new PoolingOptions(GlobalMax, [1, 1, 1]), 2, [[3, 3, 4, 5]]),
        new("", new PoolingOptions(GlobalAverage, [1]), 3, [[4, 9]]),
        new("", new PoolingOptions(GlobalAverage, [1, 1]), 3, [[4, 5, 6]]),
        new("large", new PoolingOptions(GlobalAverage, [1, 1]), 1, [[2, 32, 33]]),
        new("", new PoolingOptions(GlobalAverage, [1, 1, 1]), 2, [[3, 3, 4, 5]]),
    ];
}
