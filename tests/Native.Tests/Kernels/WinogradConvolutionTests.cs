using Interop.Native.Kernels;

namespace Interop.Native.Tests.Kernels;

/// <summary>Winograd's algorithm against the sums over the windows.</summary>
public class WinogradConvolutionTests
{
    // The transforms multiply by up to 8 · 8 forwards and add terms of either sign, so the errors are those of numbers some ten times larger than
    // the result; measured they stay below 4·10⁻⁶ of the largest output.
    private const double ShareOfLargest = 1e-5;

    public static TheoryData<int, int, int, int, int, int, int> Shapes => new()
    {
        // samples, height, width, padding, inputs, outputs, threads
        { 1, 6, 6, 0, 16, 16, 1 },
        { 2, 26, 26, 0, 32, 64, 1 },
        { 3, 26, 26, 0, 32, 64, 2 },
        { 2, 14, 14, 1, 64, 32, 3 },
        { 5, 7, 9, 1, 16, 48, 2 },
        { 1, 5, 33, 2, 48, 16, 1 },
        { 2, 61, 30, 1, 16, 32, 4 },
        { 17, 8, 8, 1, 32, 16, 2 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Outputs_and_gradients_are_those_of_the_windows(int samples, int height, int width, int padding, int inputs, int outputs, int threads)
    {
        var geometry = Geometry(height, width, padding, inputs, outputs);
        var pool = WorkerPool.Get(threads);
        var x = TestNumbers.Uniform(1, samples * geometry.InputSpace * inputs);
        var w = TestNumbers.Uniform(2, geometry.WeightCount, 0.1f);
        var b = TestNumbers.Uniform(3, outputs);
        var dy = TestNumbers.Uniform(4, samples * geometry.OutputSpace * outputs);
        Assert.True(WinogradConvolution.FitsBackward(geometry));

        float[][] results = [new float[dy.Length], new float[w.Length], new float[x.Length]];
        float[][] expected = [new float[dy.Length], new float[w.Length], new float[x.Length]];
        foreach (var (to, isFast) in new[] { (expected, false), (results, true) })
        {
            ConvolutionKernel.Forward(geometry, samples, x, w, b, to[0], GemmActivation.ReLU, isFast, pool);
            ConvolutionKernel.Gradients(geometry, samples, x, dy, w, to[1], to[2], isFast, pool);
        }

        AssertNear(expected[0], results[0], "output");
        AssertNear(expected[1], results[1], "weight gradient");
        AssertNear(expected[2], results[2], "input gradient");
    }

    [Fact]
    public void Thread_counts_do_not_change_the_bits()
    {
        var geometry = Geometry(15, 22, 1, 32, 48);
        var x = TestNumbers.Uniform(1, 9 * geometry.InputSpace * 32);
        var w = TestNumbers.Uniform(2, geometry.WeightCount, 0.1f);
        var dy = TestNumbers.Uniform(4, 9 * geometry.OutputSpace * 48);
        float[][] Run(int threads)
        {
            float[][] results = [new float[dy.Length], new float[w.Length], new float[x.Length]];
            ConvolutionKernel.Forward(geometry, 9, x, w, default, results[0], GemmActivation.None, isFast: true, WorkerPool.Get(threads));
            ConvolutionKernel.Gradients(geometry, 9, x, dy, w, results[1], results[2], isFast: true, WorkerPool.Get(threads));
            return results;
        }

        var alone = Run(1);
        foreach (var threads in (int[])[2, 3, 4, 8])
        {
            Assert.All(alone.Zip(Run(threads)), pair => Assert.Equal(TestNumbers.Bits(pair.First), TestNumbers.Bits(pair.Second)));
        }
    }

    [Fact]
    public void Other_windows_and_channels_are_left_to_the_sums()
    {
        Assert.False(WinogradConvolution.Fits(Geometry(8, 8, 0, 1, 32)));
        Assert.False(WinogradConvolution.Fits(Geometry(8, 8, 0, 16, 20)));
        Assert.False(WinogradConvolution.Fits(Geometry(8, 8, 0, 16, 16) with { Groups = 2 }));
        Assert.False(WinogradConvolution.Fits(Geometry(8, 8, 0, 16, 16) with { Width = new WindowAxis(9, 3, 2, 1, 0, 0, 4) }));
        Assert.False(WinogradConvolution.FitsBackward(Geometry(8, 8, 0, 512, 512)));
        Assert.True(WinogradConvolution.Fits(Geometry(8, 8, 0, 512, 512)));
    }

    private static ConvolutionGeometry Geometry(int height, int width, int padding, int inputs, int outputs) =>
        new(WindowAxis.None, Axis(height, padding), Axis(width, padding), inputs, outputs, 1);

    private static WindowAxis Axis(int input, int padding) =>
        new(input, 3, 1, 1, padding, padding, WindowAxis.OutputOf(input, 3, 1, padding, padding, ceilMode: false));

    private static void AssertNear(float[] expected, float[] actual, string what)
    {
        var largest = expected.Max(Math.Abs);
        var worst = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max() / largest;
        Assert.True(worst <= ShareOfLargest, $"The {what} is off by {worst:G2} of the largest element, {largest}.");
    }
}
