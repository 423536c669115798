using Interop.Native.Kernels;

namespace Interop.Native.Tests.Kernels;

/// <summary>A convolution joined with the mean over space of its output against one after the other, which other tests hold to the definition.</summary>
public class AveragedConvolutionTests
{
    private static readonly WindowAxis Same23 = new(23, 3, 1, 1, 1, 1, 23);
    private static readonly WindowAxis Same37 = new(37, 3, 1, 1, 1, 1, 37);

    // Rows that end within a block of positions, strides, a long row, three axes, groups, products of matrices, with channels that fill vectors and that do not.
    private static readonly ConvolutionGeometry[] Geometries =
    [
        new(WindowAxis.None, Same23, Same37, 3, 40, 1),
        new(WindowAxis.None, Same37, Same23, 7, 5, 1),
        new(WindowAxis.None, new WindowAxis(60, 3, 2, 1, 1, 1, 30), new WindowAxis(47, 3, 2, 1, 0, 0, 23), 4, 16, 1),
        new(WindowAxis.None, WindowAxis.None, new WindowAxis(3000, 5, 1, 2, 3, 0, 2995), 2, 8, 1),
        new(new WindowAxis(7, 2, 1, 1, 0, 0, 6), new WindowAxis(11, 2, 1, 1, 1, 0, 11), new WindowAxis(13, 2, 1, 1, 0, 0, 12), 3, 9, 1),
        new(WindowAxis.None, Same23, Same37, 6, 34, 2),
        new(WindowAxis.None, Same23, Same37, 48, 48, 48),
        new(WindowAxis.None, Same37, new WindowAxis(29, 2, 1, 1, 0, 0, 28), 21, 21, 21),
        new(WindowAxis.None, new WindowAxis(23, 1, 1, 1, 0, 0, 23), new WindowAxis(37, 1, 1, 1, 0, 0, 37), 19, 33, 1),
    ];

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void The_bits_are_those_of_one_after_the_other(bool hasBias, bool hasReLU)
    {
        foreach (var geometry in Geometries)
        {
            Assert.True(ConvolutionKernel.CanAverage(geometry));
            ConvolutionCase example = new(geometry, samples: 3, seed: 5, hasBias, hasReLU);
            var joined = TestNumbers.OnEveryThreadCount(
                pool =>
                {
                    var means = new float[example.Samples * geometry.OutputChannels];
                    ConvolutionKernel.ForwardAveraged(geometry, example.Samples, example.Input, example.Weight, example.Bias, example.Activation, means, pool);
                    return [means];
                },
                example.ToString())[0];

            Assert.Equal(TestNumbers.Bits(OneAfterTheOther(example)), TestNumbers.Bits(joined));
        }
    }

    [Fact]
    public void Few_positions_and_what_Winograd_might_compute_stay_apart()
    {
        Assert.False(ConvolutionKernel.CanAverage(new(WindowAxis.None, Same23, Same37, 16, 16, 1)));
        WindowAxis small = new(16, 3, 1, 1, 1, 1, 16);
        Assert.False(ConvolutionKernel.CanAverage(new(WindowAxis.None, small, small, 3, 8, 1)));
    }

    private static float[] OneAfterTheOther(ConvolutionCase example)
    {
        var geometry = example.Geometry;
        var pool = WorkerPool.Get(1);
        var output = new float[example.OutputGradient.Length];
        ConvolutionKernel.Forward(geometry, example.Samples, example.Input, example.Weight, example.Bias, output, example.Activation, isFast: false, pool);
        WindowGeometry whole = new(Whole(geometry.Depth), Whole(geometry.Height), Whole(geometry.Width), geometry.OutputChannels);
        var means = new float[example.Samples * geometry.OutputChannels];
        AveragePoolingKernel.Forward(whole, example.Samples, new PoolingDivisor(null, CountsPadding: false), output, means, pool);
        return means;
    }

    private static WindowAxis Whole(WindowAxis axis) => new(axis.Output, axis.Output, axis.Output, 1, 0, 0, 1);
}
