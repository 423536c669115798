using Interop.Native.Kernels;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Kernels;

/// <summary>Convolution forwards and both gradients against the definition in float64, within the budget of <see cref="SumReference"/>.</summary>
public class ConvolutionKernelTests
{
    /// <summary>The kernels take one thread up to this many multiplications, depthwise ones half as many.</summary>
    private const int OneThread = 128 * 1024;

    [Fact]
    public void Small_ones_of_every_kind()
    {
        System.Random random = new(21);
        for (var repeat = 0; repeat < 150; repeat++)
        {
            var example = ConvolutionCase.Draw(random, 1, 40_000);
            example.AssertHolds(example.Run(WorkerPool.Get(1 + (repeat % 3))));
        }
    }

    [Fact]
    public void Large_ones_of_every_kind_on_every_number_of_threads()
    {
        System.Random random = new(22);
        for (var repeat = 0; repeat < 25; repeat++)
        {
            var example = ConvolutionCase.Draw(random, OneThread, 3 * OneThread);
            example.AssertHolds(TestNumbers.OnEveryThreadCount(pool => example.Run(pool), example.ToString()));
        }
    }

    /// <summary>Outputs that fill vectors of each width and those beside: they decide whether weights are read where they lie and how tiles end.</summary>
    [Fact]
    public void Channels_around_the_widths_of_vectors()
    {
        foreach (var outputs in (int[])[1, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 48, 64, 96])
        {
            foreach (var inputs in (int[])[1, 3, 4, 8, 17])
            {
                WindowAxis height = new(4, 3, 1, 1, 1, 1, 4);
                WindowAxis width = new(7, 3, 1, 1, 1, 0, 6);
                ConvolutionCase example = new(new(WindowAxis.None, height, width, inputs, outputs, 1), 2, outputs, hasReLU: inputs == 4);
                example.AssertHolds(example.Run(WorkerPool.Get(2)));
            }
        }
    }

    /// <summary>Rows of 256 outputs and more lie so far apart that weights are packed; fewer whole vectors are read in place.</summary>
    [Theory]
    [InlineData(16, 256)]
    [InlineData(5, 272)]
    [InlineData(272, 5)]
    public void Many_channels(int inputs, int outputs)
    {
        ConvolutionCase example = new(new(WindowAxis.None, WindowAxis.None, new WindowAxis(34, 3, 1, 1, 1, 1, 34), inputs, outputs, 1), 3, 5);
        example.AssertHolds(TestNumbers.OnEveryThreadCount(pool => example.Run(pool), example.ToString()));
    }

    [Fact]
    public void Depthwise_ones_with_every_ending()
    {
        System.Random random = new(23);
        for (var channels = 2; channels <= 70; channels += channels < 34 ? 1 : 4)
        {
            WindowAxis height = new(5, 3, 1 + random.Next(2), 1, 1, 1, 0);
            height = height with { Output = WindowAxis.OutputOf(5, 3, height.Stride, 1, 1, ceilMode: false) };
            WindowAxis width = new(8, 2, 1, 2, 1, 0, 7);
            ConvolutionCase example = new(new(WindowAxis.None, height, width, channels, channels, channels), 3, channels, hasReLU: channels % 2 == 0);
            example.AssertHolds(example.Run(WorkerPool.Get(2)));
        }
    }

    [Theory]
    [InlineData(33)]
    [InlineData(64)]
    public void Large_depthwise_ones_on_every_number_of_threads(int channels)
    {
        WindowAxis axis = new(24, 3, 1, 1, 1, 1, 24);
        ConvolutionCase example = new(new(WindowAxis.None, axis, axis, channels, channels, channels), 2, channels);
        example.AssertHolds(TestNumbers.OnEveryThreadCount(pool => example.Run(pool), example.ToString()));
    }

    /// <summary>At the end of the memory, where one byte too much is fatal.</summary>
    [Fact]
    public void Nothing_beyond_the_operands_is_touched()
    {
        System.Random random = new(24);
        for (var repeat = 0; repeat < 60; repeat++)
        {
            var example = ConvolutionCase.Draw(random, 1, 20_000);
            using GuardedMemory x = Guarded(example.Input), w = Guarded(example.Weight), bias = Guarded(example.Bias), dy = Guarded(example.OutputGradient);
            using GuardedMemory y = new(dy.Length), dw = new(w.Length), dx = new(x.Length);
            example.Run(x.Span, w.Span, bias.Span, dy.Span, y.Span, dw.Span, dx.Span, isFast: false, WorkerPool.Get(1));
            example.AssertHolds([y.Span.ToArray(), dw.Span.ToArray(), dx.Span.ToArray()]);
        }
    }

    private static GuardedMemory Guarded(float[] numbers)
    {
        GuardedMemory memory = new(numbers.Length);
        numbers.CopyTo(memory.Span);
        return memory;
    }
}
