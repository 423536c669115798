using Interop.Native.Kernels;

namespace Interop.Native.Tests.Kernels;

/// <summary>A convolution with its operands, run by the kernels and held to <see cref="ConvolutionReference"/>.</summary>
internal sealed class ConvolutionCase
{
    /// <summary>Whole vectors of every width, one more and one less, and odd ones.</summary>
    private static readonly int[] Channels = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 15, 16, 17, 20, 24, 31, 32, 33, 40, 48, 63, 64, 65, 80];

    public ConvolutionCase(ConvolutionGeometry geometry, int samples, int seed, bool hasBias = true, bool hasReLU = false)
    {
        (Geometry, Samples) = (geometry, samples);
        Input = TestNumbers.AwayFromZero(seed, samples * geometry.InputSpace * geometry.InputChannels);
        Weight = TestNumbers.AwayFromZero(seed + 1, geometry.WeightCount);
        Bias = hasBias ? TestNumbers.AwayFromZero(seed + 2, geometry.OutputChannels) : [];
        OutputGradient = TestNumbers.AwayFromZero(seed + 3, samples * geometry.OutputSpace * geometry.OutputChannels);
        Activation = hasReLU ? GemmActivation.ReLU : GemmActivation.None;
    }

    public ConvolutionGeometry Geometry { get; }

    public int Samples { get; }

    public float[] Input { get; }

    public float[] Weight { get; }

    /// <summary>Empty for none.</summary>
    public float[] Bias { get; }

    public float[] OutputGradient { get; }

    public GemmActivation Activation { get; }

    /// <summary>Any window over one to three axes, any groups, with a number of multiplications between the two.</summary>
    public static ConvolutionCase Draw(System.Random random, int fewest, int most)
    {
        while (true)
        {
            var groups = random.Next(3) == 0 ? random.Next(2, 6) : 1;
            var isDepthwise = random.Next(6) == 0;
            var inputs = isDepthwise ? Channels[random.Next(1, Channels.Length)] : groups * Channels[random.Next(Channels.Length)];
            var outputs = isDepthwise ? inputs : groups * Channels[random.Next(Channels.Length)];
            var axes = random.Next(1, 4);
            ConvolutionGeometry geometry = new(
                axes > 2 ? Axis(random, 5) : WindowAxis.None,
                axes > 1 ? Axis(random, 12) : WindowAxis.None,
                Axis(random, random.Next(8) == 0 ? 200 : 14),
                inputs,
                outputs,
                isDepthwise ? inputs : groups);
            var samples = random.Next(1, 6);
            if ((long)samples * geometry.OutputSpace * geometry.WeightCount is var products && products >= fewest && products <= most)
            {
                return new(geometry, samples, random.Next(), hasBias: random.Next(3) > 0, hasReLU: random.Next(2) == 0);
            }
        }
    }

    /// <summary>Output and the gradients of weight and input, by the kernels.</summary>
    public float[][] Run(WorkerPool pool, bool isFast = false)
    {
        var (output, weight, input) = (new float[OutputGradient.Length], new float[Weight.Length], new float[Input.Length]);
        Run(Input, Weight, Bias, OutputGradient, output, weight, input, isFast, pool);
        return [output, weight, input];
    }

    /// <summary>The same with operands that lie elsewhere.</summary>
    public void Run(
        ReadOnlySpan<float> x,
        ReadOnlySpan<float> w,
        ReadOnlySpan<float> bias,
        ReadOnlySpan<float> dy,
        Span<float> y,
        Span<float> dw,
        Span<float> dx,
        bool isFast,
        WorkerPool pool)
    {
        ConvolutionKernel.Forward(Geometry, Samples, x, w, bias, y, Activation, isFast, pool);
        ConvolutionKernel.Gradients(Geometry, Samples, x, dy, w, dw, dx, isFast, pool);
    }

    /// <summary>Fails where a result is outside the budget.</summary>
    public void AssertHolds(float[][] results)
    {
        Output().AssertHolds(results[0], $"output of {this}");
        var (weight, input) = ConvolutionReference.Gradients(Geometry, Samples, Input, Weight, OutputGradient);
        weight.AssertHolds(results[1], $"weight gradient of {this}");
        input.AssertHolds(results[2], $"input gradient of {this}");
    }

    /// <summary>The output by the definition.</summary>
    public SumReference Output()
    {
        var output = ConvolutionReference.Output(Geometry, Samples, Input, Weight, Bias);
        if (Activation == GemmActivation.ReLU)
        {
            output.Rectify();
        }

        return output;
    }

    public override string ToString() => $"{Geometry}, {Samples} samples, {Activation}, {(Bias.Length > 0 ? "with" : "no")} bias";

    private static WindowAxis Axis(System.Random random, int most)
    {
        while (true)
        {
            var (window, dilation, stride) = (random.Next(1, 5), random.Next(3) == 0 ? random.Next(2, 4) : 1, random.Next(3) == 0 ? random.Next(2, 4) : 1);
            var (before, after) = random.Next(2) == 0 ? (0, 0) : (random.Next(0, 4), random.Next(0, 4));
            var input = random.Next(1, most + 1);
            var output = WindowAxis.OutputOf(input, WindowAxis.SpanOf(window, dilation), stride, before, after, ceilMode: false);
            if (output > 0)
            {
                return new(input, window, stride, dilation, before, after, output);
            }
        }
    }
}
