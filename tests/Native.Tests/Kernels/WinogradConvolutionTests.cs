using Interop.Native.Kernels;

namespace Interop.Native.Tests.Kernels;

/// <summary>Winograd's algorithm against the sums of the definition in float64.</summary>
public class WinogradConvolutionTests
{
    // The transforms multiply by up to 8 · 8 forwards and add terms of either sign, so the errors are those of numbers some ten times larger than
    // the sums, and all sums of a tile share them: the budget is this many times 2⁻²⁴ of the largest Σ |terms| (measured: up to 25). A lost product
    // is more than that by far.
    private const double Multiple = 40;

    public static TheoryData<int, int, int, int, int, int, int> Shapes => new()
    {
        // samples, height, width, padding, inputs, outputs, threads
        { 1, 6, 6, 0, 16, 16, 1 },
        { 1, 14, 15, 0, 32, 64, 3 },
        { 2, 10, 9, 1, 32, 32, 2 },
        { 3, 7, 9, 1, 16, 48, 2 },
        { 1, 5, 33, 2, 48, 16, 1 },
        { 2, 30, 13, 1, 16, 16, 4 },
        { 17, 6, 6, 1, 16, 16, 8 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Outputs_and_gradients_are_those_of_the_windows(int samples, int height, int width, int padding, int inputs, int outputs, int threads)
    {
        var geometry = Geometry(height, width, padding, inputs, outputs);
        var pool = WorkerPool.Get(threads);
        ConvolutionCase example = new(geometry, samples, 1, hasReLU: true);
        Assert.True(WinogradConvolution.FitsBackward(geometry));

        var results = example.Run(pool, isFast: true);

        example.Output().AssertHoldsTogether(results[0], "The output", Multiple);
        var (weight, input) = ConvolutionReference.Gradients(geometry, samples, example.Input, example.Weight, example.OutputGradient);
        weight.AssertHoldsTogether(results[1], "The weight gradient", Multiple);
        input.AssertHoldsTogether(results[2], "The input gradient", Multiple);
    }

    /// <summary>The budget tells a lost product, at least a quarter in size, from rounding.</summary>
    [Fact]
    public void A_lost_product_does_not_pass()
    {
        ConvolutionCase example = new(Geometry(8, 8, 1, 48, 16), 1, 1);
        var output = example.Output();
        var results = new float[output.Length];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = (float)output[i];
        }

        output.AssertHoldsTogether(results, "exact", Multiple);
        results[^1] += 0.25f;
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => output.AssertHoldsTogether(results, "with a product lost", Multiple));
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
}
