using Interop.Native.Kernels;

namespace Interop.Native.Tests.Kernels;

/// <summary>The convolution's output and its input's gradient against plain sums in float64, over images tall enough for every way of cutting them.</summary>
public class ConvolutionEdgeTests
{
    /// <summary>Sums of at most 4 · 4 · 12 products of magnitude 1, each rounded to 2⁻²⁴ of what has been summed.</summary>
    private const double Tolerance = 2e-5;

    [Fact]
    public void Output_and_input_gradient_are_plain_sums()
    {
        System.Random random = new(21);
        for (var repeat = 0; repeat < 60; repeat++)
        {
            var groups = random.Next(1, 3);
            var (inputs, outputs) = (groups * random.Next(1, 13), groups * random.Next(2, random.Next(2) == 0 ? 12 : 70));
            var geometry = new ConvolutionGeometry(WindowAxis.None, Axis(random), Axis(random), inputs, outputs, groups);
            var samples = random.Next(1, 4);
            var input = TestNumbers.Uniform(random.Next(), samples * geometry.InputSpace * inputs);
            var weight = TestNumbers.Uniform(random.Next(), geometry.WeightCount);
            var gradient = TestNumbers.Uniform(random.Next(), samples * geometry.OutputSpace * outputs);
            var (output, inputGradient) = (new float[gradient.Length], new float[input.Length]);
            var pool = WorkerPool.Get(1 + (repeat % 3));
            ConvolutionKernel.Forward(geometry, samples, input, weight, default, output, GemmActivation.None, isFast: false, pool);
            ConvolutionKernel.InputGradient(geometry, samples, gradient, weight, inputGradient, pool);

            var (expected, expectedGradient) = Plain(geometry, samples, input, weight, gradient);
            AssertNear(expected, output, $"{repeat}: output of {samples} samples, {geometry}");
            AssertNear(expectedGradient, inputGradient, $"{repeat}: input gradient of {samples} samples, {geometry}");
        }
    }

    /// <summary>On the way back there are as many phases as the stride or the input has elements: thousands of lists, on a small stack.</summary>
    [Theory]
    [InlineData(20_000, 3, 20_000, 1, 0)]
    [InlineData(25_002, 3, 9_000, 8_000, 0)]
    [InlineData(12_000, 2, 5_000, 11_990, 7)]
    [InlineData(9_000, 4, 1, 2_999, 2_500)]
    public void Strides_and_dilations_of_thousands_need_no_stack(int input, int window, int stride, int dilation, int padding)
    {
        var span = WindowAxis.SpanOf(window, dilation);
        WindowAxis axis = new(input, window, stride, dilation, padding, padding, WindowAxis.OutputOf(input, span, stride, padding, padding, ceilMode: false));
        ConvolutionCase long1D = new(new ConvolutionGeometry(WindowAxis.None, WindowAxis.None, axis, 2, 3, 1), samples: 2, seed: 22);
        ConvolutionCase tall2D = new(new ConvolutionGeometry(WindowAxis.None, axis, new WindowAxis(3, 2, 1, 1, 1, 1, 4), 2, 3, 1), samples: 1, seed: 23);
        foreach (var example in (ConvolutionCase[])[long1D, tall2D])
        {
            float[][]? results = null;
            Thread thread = new(() => results = example.Run(WorkerPool.Get(1)), maxStackSize: 256 * 1024);
            thread.Start();
            thread.Join();

            example.AssertHolds(results!);
        }
    }

    private static WindowAxis Axis(System.Random random)
    {
        var window = random.Next(1, 5);
        var dilation = random.Next(1, 3);
        var span = WindowAxis.SpanOf(window, dilation);
        var input = span + random.Next(0, 30);
        var stride = random.Next(3) == 0 ? 2 : 1;
        var (before, after) = (random.Next(0, 4), random.Next(0, 4));
        return new WindowAxis(input, window, stride, dilation, before, after, WindowAxis.OutputOf(input, span, stride, before, after, ceilMode: false));
    }

    private static (double[] Output, double[] InputGradient) Plain(
        ConvolutionGeometry geometry, int samples, float[] input, float[] weight, float[] gradient)
    {
        var (output, inputGradient) = (new double[gradient.Length], new double[input.Length]);
        for (var position = 0; position < samples * geometry.OutputSpace; position++)
        {
            var (sample, inSample) = Math.DivRem(position, geometry.OutputSpace);
            var (row, column) = Math.DivRem(inSample, geometry.Width.Output);
            for (var tap = 0; tap < geometry.Taps; tap++)
            {
                var y = Source(geometry.Height, row, tap / geometry.Width.Window);
                var x = Source(geometry.Width, column, tap % geometry.Width.Window);
                if ((uint)y >= (uint)geometry.Height.Input || (uint)x >= (uint)geometry.Width.Input)
                {
                    continue;
                }

                var source = ((((sample * geometry.Height.Input) + y) * geometry.Width.Input) + x) * geometry.InputChannels;
                for (var o = 0; o < geometry.OutputChannels; o++)
                {
                    var first = source + (o / geometry.GroupOutputs * geometry.GroupInputs);
                    for (var i = 0; i < geometry.GroupInputs; i++)
                    {
                        double factor = weight[(((tap * geometry.GroupInputs) + i) * geometry.OutputChannels) + o];
                        output[(position * geometry.OutputChannels) + o] += input[first + i] * factor;
                        inputGradient[first + i] += gradient[(position * geometry.OutputChannels) + o] * factor;
                    }
                }
            }
        }

        return (output, inputGradient);
    }

    private static int Source(WindowAxis axis, int output, int tap) => (output * axis.Stride) - axis.PadBefore + (tap * axis.Dilation);

    private static void AssertNear(double[] expected, float[] actual, string what)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * (1 + Math.Abs(expected[i])), $"{what}, element {i}: {expected[i]} became {actual[i]}");
        }
    }
}
