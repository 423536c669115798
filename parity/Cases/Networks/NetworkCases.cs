using Interop.Native.Tensors;
using Interop.Parity.Cases.Layers;

namespace Interop.Parity.Cases.Networks;

/// <summary>Networks in which the engine runs several layers as one: LeNet, a residual and a separable network, and rows of layers that are fused or folded.</summary>
internal static class NetworkCases
{
    private static readonly NetworkStep Relu = new(new FunctionOptions("relu"));
    private static readonly NetworkStep Flatten = new(new ShapeOptions(ShapeForm.Flatten, default));

    /// <summary>All of them.</summary>
    public static IEnumerable<ParityCase> All()
    {
        NetworkCase[] cases =
        [
            new("lenet", 3, [1, 14, 14],
            [
                Convolution(1, 6, [5, 5], pad: 2), new(new FunctionOptions("tanh")), Pool(PoolingForm.Average), Convolution(6, 8, [3, 3]),
                new(new FunctionOptions("tanh")), Pool(PoolingForm.Average), Flatten, Linear(32, 12), new(new FunctionOptions("tanh")), Linear(12, 10),
            ]),
            new("convolution-relu-pool", 4, [3, 12, 10],
                [Convolution(3, 16, [3, 3]), Relu, Pool(PoolingForm.Max), Convolution(16, 8, [3, 3], pad: 1), Relu, Pool(PoolingForm.Max), Flatten, Linear(32, 5)]),
            new("normalized-convolutions", 4, [2, 8, 8],
            [
                Convolution(2, 6, [3, 3], bias: false), Normalized(6), Relu, Convolution(6, 4, [3, 3], pad: 1), Normalized(4), new(new FunctionOptions("silu")),
                Global(PoolingForm.GlobalAverage, 2), Linear(4, 3),
            ]),
            new("residual", 3, [4, 7, 7],
            [
                Convolution(4, 4, [3, 3], pad: 1, bias: false), Normalized(4), Relu, Convolution(4, 4, [3, 3], pad: 1, bias: false), Normalized(4),
                new(new JoinOptions(JoinForm.Add), With: -1), Relu, Convolution(4, 4, [1, 1]), new(new JoinOptions(JoinForm.Concatenate), With: 6),
                Global(PoolingForm.GlobalMax, 2), Linear(8, 3),
            ]),
            new("separable", 2, [3, 9, 9],
            [
                Separable(3, 8, stride: 1), Normalized(8), Relu, Separable(8, 6, stride: 2), Normalized(6), new(new FunctionOptions("hardswish")),
                Global(PoolingForm.GlobalAverage, 2), Linear(6, 4), new(new FunctionOptions("softmax")),
            ]),
            new("sequence", 3, [5, 20],
            [
                new(new ConvolutionOptions(ConvolutionForm.Full, 6, [3]) { Before = [2], After = [0] }, 5), Relu,
                new(new ConvolutionOptions(ConvolutionForm.Full, 6, [3]) { Before = [4], After = [0], Dilation = [2] }, 6), Relu,
                Global(PoolingForm.GlobalMax, 1), Linear(6, 2),
            ]),
            new("volume", 2, [2, 6, 6, 6],
            [
                new(new ConvolutionOptions(ConvolutionForm.Full, 4, [3, 3, 3]), 2), Normalized(4), Relu,
                new(new PoolingOptions(PoolingForm.Max, [2, 2, 2])), Flatten, Linear(32, 3),
            ]),
            new("perceptron-normalized", 8, [20], [Linear(20, 32, bias: false), Normalized(32), Relu, Linear(32, 16, bias: false), Normalized(16), Relu, Linear(16, 5)]),
            new("perceptron-functions", 5, [13],
            [
                Linear(13, 24), new(new FunctionOptions("gelu")), Linear(24, 17), new(new FunctionOptions("elu")), Linear(17, 9),
                new(new FunctionOptions("softplus")), Linear(9, 6), new(new PReLUOptions(PerChannel: true), 6), Linear(6, 4), new(new FunctionOptions("log_softmax")),
            ]),
            new("perceptron-wide", 2, [784], [Linear(784, 8), Relu, Linear(8, 10)]),
        ];
        return cases.Select((parityCase, i) => parityCase with { Seed = 5000 + (ulong)i });
    }

    private static NetworkStep Linear(int inputs, int units, bool bias = true) => new(new DenseOptions(units) { UseBias = bias }, inputs);

    private static NetworkStep Convolution(int channels, int filters, Shape kernel, int pad = 0, bool bias = true) =>
        new(new ConvolutionOptions(ConvolutionForm.Full, filters, kernel) { Before = [pad, pad], UseBias = bias }, channels);

    private static NetworkStep Separable(int channels, int filters, int stride) =>
        new(new ConvolutionOptions(ConvolutionForm.Separable, filters, [3, 3]) { Before = [1, 1], Stride = [stride, stride] }, channels);

    private static NetworkStep Normalized(int channels) => new(new NormalizedOptions(), channels);

    private static NetworkStep Pool(PoolingForm form) => new(new PoolingOptions(form, [2, 2]));

    private static NetworkStep Global(PoolingForm form, int axes) => new(new PoolingOptions(form, new Shape([.. Enumerable.Repeat(1, axes)])));
}
