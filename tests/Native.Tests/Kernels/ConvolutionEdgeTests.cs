using Interop.Native.Kernels;

namespace Interop.Native.Tests.Kernels;

public sealed class ConvolutionEdgeTests
{
    public static TheoryData<int, int> ChannelsAndGroups => new() { { 1, 1 }, { 5, 5 }, { 16, 16 }, { 37, 37 }, { 64, 64 }, { 16, 1 }, { 16, 2 } };

    [Theory]
    [MemberData(nameof(ChannelsAndGroups))]
    public void A_rectifier_that_is_joined_gives_the_bits_of_one_behind(int channels, int groups)
    {
        ConvolutionGeometry geometry = Geometry(channels, groups);
        float[] input = TestNumbers.Uniform(1, 3 * geometry.InputSpace * channels);
        float[] weight = TestNumbers.Uniform(2, geometry.WeightCount);
        float[] bias = TestNumbers.Uniform(3, channels);
        input[0] = float.NaN;
        float[] expected = new float[3 * geometry.OutputSpace * channels];
        float[] joined = new float[expected.Length];

        ConvolutionKernel.Forward(geometry, 3, input, weight, bias, expected, GemmActivation.None, false, WorkerPool.Get(1));
        ConvolutionKernel.Forward(geometry, 3, input, weight, bias, joined, GemmActivation.ReLU, false, WorkerPool.Get(2));

        Assert.Equal(TestNumbers.Bits([.. expected.Select(value => value < 0 ? 0f : value)]), TestNumbers.Bits(joined));
    }

    [Theory]
    [MemberData(nameof(ChannelsAndGroups))]
    public void An_empty_batch_gives_the_weight_no_gradient(int channels, int groups)
    {
        ConvolutionGeometry geometry = Geometry(channels, groups);
        float[] weight = TestNumbers.Uniform(2, geometry.WeightCount);
        foreach (bool isFast in (bool[])[false, true])
        {
            float[] gradient = [.. Enumerable.Repeat(7f, weight.Length)];

            ConvolutionKernel.Forward(geometry, 0, [], weight, [], [], GemmActivation.ReLU, isFast, WorkerPool.Get(2));
            ConvolutionKernel.Gradients(geometry, 0, [], [], weight, gradient, [], isFast, WorkerPool.Get(2));

            Assert.All(gradient, value => Assert.Equal(0f, value));
        }
    }

    [Fact]
    public void An_empty_batch_is_pooled()
    {
        WindowAxis axis = new(8, 2, 2, 1, 0, 0, 4);
        WindowGeometry geometry = new(WindowAxis.None, axis, axis, 3);
        PoolingDivisor divisor = new(null, CountsPadding: true);

        MaxPoolingKernel.Forward(geometry, 0, [], [], [], WorkerPool.Get(2));
        MaxPoolingKernel.Backward(geometry, 0, [], [], [], WorkerPool.Get(2));
        AveragePoolingKernel.Forward(geometry, 0, divisor, [], [], WorkerPool.Get(2));
        AveragePoolingKernel.Backward(geometry, 0, divisor, [], [], WorkerPool.Get(2));

        Assert.Equal(0, new RowBlocks(0, 5, 16).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_stride_of_millions_is_one_beyond_the_input(int groups)
    {
        float[] weight = TestNumbers.Uniform(1, 3 * (8 / groups) * 8);
        float[] outputGradient = TestNumbers.Uniform(2, 2 * 8);
        float[] expected = InputGradient(stride: 40);

        Assert.Equal(TestNumbers.Bits(expected), TestNumbers.Bits(InputGradient(stride: 100_000_000)));
        Assert.All(expected[..(3 * 8)], value => Assert.NotEqual(0f, value));
        Assert.All(expected[(3 * 8)..(40 * 8)], value => Assert.Equal(0f, value));

        float[] InputGradient(int stride)
        {
            WindowAxis axis = new(40, 3, stride, 1, 0, 0, 1);
            ConvolutionGeometry geometry = new(WindowAxis.None, WindowAxis.None, axis, 8, 8, groups);
            float[] gradient = new float[2 * 40 * 8];
            ConvolutionKernel.InputGradient(geometry, 2, outputGradient, weight, gradient, WorkerPool.Get(2));
            return gradient;
        }
    }

    private static ConvolutionGeometry Geometry(int channels, int groups)
    {
        WindowAxis axis = new(9, 3, 1, 1, 1, 1, 9);
        return new ConvolutionGeometry(WindowAxis.None, axis, axis, channels, channels, groups);
    }
}
