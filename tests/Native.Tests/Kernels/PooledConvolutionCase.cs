using Interop.Native.Kernels;

namespace Interop.Native.Tests.Kernels;

/// <summary>A convolution with the max pooling behind it: worked off together, and one kernel after the other.</summary>
internal sealed class PooledConvolutionCase
{
    public PooledConvolutionCase(System.Random random, bool isFast = false)
    {
        IsFast = isFast;
        Groups = !isFast && random.Next(4) == 0 ? 2 : 1;
        var inputs = isFast ? 16 * random.Next(1, 4) : Groups * random.Next(1, random.Next(2) == 0 ? 4 : 20);
        var outputs = isFast ? 16 * random.Next(1, 5) : Groups * random.Next(2, random.Next(2) == 0 ? 10 : 70);
        var isSequence = !isFast && random.Next(4) == 0;
        var height = isSequence ? WindowAxis.None : isFast ? Three(random) : Convolved(random);
        var width = isFast ? Three(random) : Convolved(random);
        Geometry = new ConvolutionGeometry(WindowAxis.None, height, width, inputs, outputs, Groups);
        Window = new WindowGeometry(
            WindowAxis.None, isSequence ? WindowAxis.None : Pooled(random, height.Output), Pooled(random, width.Output), outputs);
        Samples = random.Next(1, 6);
        Input = TestNumbers.AwayFromZero(random.Next(), Samples * Geometry.InputSpace * inputs);
        Weight = TestNumbers.AwayFromZero(random.Next(), Geometry.WeightCount);
        Bias = TestNumbers.AwayFromZero(random.Next(), outputs);
        PooledGradient = TestNumbers.AwayFromZero(random.Next(), Samples * Window.OutputSize);
        Activation = random.Next(2) == 0 ? GemmActivation.ReLU : GemmActivation.None;
        IsChannelsFirst = random.Next(2) == 0;
        IsInputRectified = random.Next(2) == 0;
    }

    /// <summary>Whether Winograd's algorithm is used; the case fits it then.</summary>
    public bool IsFast { get; }

    public int Groups { get; }

    public ConvolutionGeometry Geometry { get; }

    public WindowGeometry Window { get; }

    public int Samples { get; }

    public float[] Input { get; }

    public float[] Weight { get; }

    public float[] Bias { get; }

    /// <summary>The gradient of the pooled values, channels-last.</summary>
    public float[] PooledGradient { get; }

    public GemmActivation Activation { get; }

    public bool IsChannelsFirst { get; }

    /// <summary>Whether the input's gradient takes along the derivative of a rectifier that made the input.</summary>
    public bool IsInputRectified { get; }

    /// <summary>Pooled values (channels-last) and the gradients of weight, bias and input, by the joined kernel.</summary>
    public (float[] Pooled, float[] Weight, float[] Bias, float[] Input) RunTogether(int threads)
    {
        var (pooled, weight, bias, input, _) = RunTogether(WorkerPool.Get(threads));
        return (pooled, weight, bias, input);
    }

    /// <summary>The same with the taps that the pooled values came from, which always lie channels-last.</summary>
    public (float[] Pooled, float[] Weight, float[] Bias, float[] Input, float[] Taps) RunTogether(WorkerPool pool)
    {
        var pooled = new float[PooledGradient.Length];
        var taps = new float[pooled.Length];
        ConvolutionKernel.ForwardPooled(Geometry, Window, Samples, Input, Weight, Bias, Activation, pooled, IsChannelsFirst, taps, IsFast, pool);
        var (weight, bias, input) = (new float[Weight.Length], new float[Bias.Length], new float[Input.Length]);
        ConvolutionKernel.BackwardPooled(
            Geometry, Window, Samples, Input, Weight, IsChannelsFirst ? Turn(PooledGradient, toChannelsFirst: true) : PooledGradient, IsChannelsFirst,
            taps, weight, bias, input, IsInputRectified, IsFast, pool);
        return IsChannelsFirst
            ? (Turn(pooled, toChannelsFirst: false), weight, bias, input, taps)
            : (pooled, weight, bias, input, taps);
    }

    /// <summary>
    /// Fails where a value is not the largest under its window, or a gradient not the sum of the definition, within the budget of
    /// <see cref="SumReference"/>. Where two values are equal but for rounding either may be the largest; the gradients are those of the one that was taken.
    /// </summary>
    public void AssertHolds(float[] pooled, float[] weight, float[] bias, float[] input, float[] taps)
    {
        var convolved = ConvolutionReference.Output(Geometry, Samples, Input, Weight, Bias);
        var largest = new double[pooled.Length];
        var budget = new double[pooled.Length];
        var taken = new double[pooled.Length];
        var gradient = new float[convolved.Length];
        Array.Fill(largest, double.NegativeInfinity);
        foreach (var (at, tap, output) in WindowReference.Pairs(Window, Samples))
        {
            var value = Activation == GemmActivation.ReLU ? Math.Max(0, convolved[at]) : convolved[at];
            largest[output] = Math.Max(largest[output], value);
            budget[output] = Math.Max(budget[output], convolved.Budget(at));
            if (tap == taps[output])
            {
                (taken[output], gradient[at]) = (value, PooledGradient[output]);
            }
        }

        SumReference biasGradient = new(bias.Length);
        for (var i = 0; i < pooled.Length; i++)
        {
            Assert.True(Math.Abs(pooled[i] - largest[i]) <= budget[i], $"value {i} of {this} is {pooled[i]:R}, expected {largest[i]:R} within {budget[i]:G3}.");
            Assert.True(
                taps[i] < 0 ? pooled[i] <= 0 && Activation == GemmActivation.ReLU : Math.Abs(pooled[i] - taken[i]) <= budget[i],
                $"value {i} of {this}, {pooled[i]:R}, is said to come from tap {taps[i]}, which is {taken[i]:R}.");
            biasGradient.Add(i % bias.Length, taps[i] < 0 ? 0 : PooledGradient[i]);
        }

        var (weightGradient, inputGradient) = ConvolutionReference.Gradients(Geometry, Samples, Input, Weight, gradient);
        biasGradient.AssertHolds(bias, $"bias gradient of {this}");
        weightGradient.AssertHolds(weight, $"weight gradient of {this}");
        for (var i = 0; i < input.Length; i++)
        {
            inputGradient.Scale(i, IsInputRectified && Input[i] <= 0 ? 0 : 1);
        }

        inputGradient.AssertHolds(input, $"input gradient of {this}");
    }

    /// <summary>The same by convolution, activation and pooling in turn.</summary>
    public (float[] Pooled, float[] Weight, float[] Bias, float[] Input) RunInTurn()
    {
        var pool = WorkerPool.Get(1);
        var convolved = new float[Samples * Geometry.OutputSpace * Geometry.OutputChannels];
        ConvolutionKernel.Forward(Geometry, Samples, Input, Weight, Bias, convolved, Activation, IsFast, pool);
        var pooled = new float[PooledGradient.Length];
        var taps = new float[pooled.Length];
        MaxPoolingKernel.Forward(Window, Samples, convolved, pooled, taps, pool);

        var gradient = new float[convolved.Length];
        MaxPoolingKernel.Backward(Window, Samples, PooledGradient, taps, gradient, pool);
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] = Activation == GemmActivation.None || convolved[i] > 0 ? gradient[i] : 0;
        }

        var (weight, bias, input) = (new float[Weight.Length], new float[Bias.Length], new float[Input.Length]);
        ConvolutionKernel.Gradients(Geometry, Samples, Input, gradient, Weight, weight, input, IsFast, pool);
        for (var i = 0; i < input.Length; i++)
        {
            input[i] = IsInputRectified && Input[i] <= 0 ? 0 : input[i];
        }

        Reductions.ColumnSums(gradient, gradient.Length / Bias.Length, bias, pool);
        return (pooled, weight, bias, input);
    }

    public override string ToString() => $"{Geometry}, {Window}, {Samples} samples, {Activation}, {(IsChannelsFirst ? "channels-first" : "channels-last")}";

    private static WindowAxis Convolved(System.Random random)
    {
        var window = random.Next(2, 5);
        var dilation = random.Next(1, 3);
        var span = WindowAxis.SpanOf(window, dilation);
        var input = span + random.Next(2, 25);
        var stride = random.Next(1, 3);
        var (before, after) = (random.Next(0, 3), random.Next(0, 3));
        return new WindowAxis(input, window, stride, dilation, before, after, WindowAxis.OutputOf(input, span, stride, before, after, ceilMode: false));
    }

    private static WindowAxis Three(System.Random random)
    {
        var input = random.Next(4, 30);
        var (before, after) = (random.Next(0, 3), random.Next(0, 3));
        var output = WindowAxis.OutputOf(input, 3, 1, before, after, ceilMode: false);
        return output >= 4 ? new WindowAxis(input, 3, 1, 1, before, after, output) : Three(random);
    }

    private static WindowAxis Pooled(System.Random random, int input)
    {
        var window = random.Next(1, Math.Min(4, input) + 1);
        var stride = window + random.Next(0, 2);
        return new WindowAxis(input, window, stride, 1, 0, 0, WindowAxis.OutputOf(input, window, stride, 0, 0, ceilMode: false));
    }

    private float[] Turn(float[] values, bool toChannelsFirst)
    {
        var turned = new float[values.Length];
        var (channels, space) = (Window.Channels, Window.OutputSize / Window.Channels);
        var (rows, columns) = toChannelsFirst ? (space, channels) : (channels, space);
        BatchTranspose.Run(Samples, rows, columns, values, turned, WorkerPool.Get(1));
        return turned;
    }
}
