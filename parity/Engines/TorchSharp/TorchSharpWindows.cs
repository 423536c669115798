using Interop.Native.Tensors;
using Interop.Parity.Cases.Layers;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Convolutions and poolings of TorchSharp.</summary>
internal static class TorchSharpWindows
{
    /// <summary>The output of a convolution.</summary>
    public static torch.Tensor Convolve(ConvolutionOptions options, torch.Tensor x, Dictionary<string, torch.Tensor> weights)
    {
        var channels = x.shape[1];
        return options.Form switch
        {
            ConvolutionForm.Full => Convolve(options, x, weights["weight"], weights.GetValueOrDefault("bias"), options.Groups),
            ConvolutionForm.Depthwise => Convolve(options, x, weights["weight"], weights.GetValueOrDefault("bias"), channels),
            _ => Convolve(
                new ConvolutionOptions(ConvolutionForm.Full, options.Filters, new Shape([.. options.Kernel.Select(_ => 1)])),
                Convolve(options, x, weights["depthwise.weight"], null, channels),
                weights["pointwise.weight"],
                weights.GetValueOrDefault("pointwise.bias"),
                1),
        };
    }

    /// <summary>The output of a pooling.</summary>
    public static torch.Tensor Pool(PoolingOptions o, torch.Tensor x)
    {
        var (window, stride, padding) = (Longs(o.Window), Longs(o.Stride), Longs(o.Padding));
        return (o.Form, o.Axes) switch
        {
            (PoolingForm.Max, 1) => functional.max_pool1d(x, window[0], stride[0], padding[0], o.Dilation[0], o.CeilMode),
            (PoolingForm.Max, 2) => functional.max_pool2d(x, window, stride, padding, Longs(o.Dilation), o.CeilMode),
            (PoolingForm.Max, _) => functional.max_pool3d(x, window, stride, padding, Longs(o.Dilation), o.CeilMode),
            (PoolingForm.Average, 1) => functional.avg_pool1d(x, window[0], stride[0], padding[0], o.CeilMode, o.CountIncludePad),
            (PoolingForm.Average, 2) => functional.avg_pool2d(x, window, stride, padding, o.CeilMode, o.CountIncludePad, o.Divisor),
            (PoolingForm.Average, _) => functional.avg_pool3d(x, window, stride, padding, o.CeilMode, o.CountIncludePad, o.Divisor),
            (PoolingForm.GlobalMax, 1) => functional.adaptive_max_pool1d(x, 1),
            (PoolingForm.GlobalMax, 2) => functional.adaptive_max_pool2d(x, [1, 1]),

            // TorchSharp 0.106's adaptive_max_pool3d calls the function of one axis and fails.
            (PoolingForm.GlobalMax, _) => functional.max_pool3d(x, x.shape[2..]),
            (_, 1) => functional.adaptive_avg_pool1d(x, 1),
            (_, 2) => functional.adaptive_avg_pool2d(x, [1, 1]),
            _ => functional.adaptive_avg_pool3d(x, [1, 1, 1]),
        } is var y && o.IsGlobal ? y.flatten(1) : y;
    }

    private static torch.Tensor Convolve(ConvolutionOptions o, torch.Tensor x, torch.Tensor weight, torch.Tensor? bias, long groups)
    {
        var (stride, padding, dilation) = (Longs(o.Stride), Longs(o.Before), Longs(o.Dilation));
        if (o.Same)
        {
            return o.Axes switch
            {
                1 => functional.conv1d_padding(x, weight, bias, stride[0], Padding.Same, dilation[0], groups),
                2 => functional.conv2d_padding(x, weight, bias, stride, Padding.Same, dilation, groups),
                _ => functional.conv3d_padding(x, weight, bias, stride, Padding.Same, dilation, groups),
            };
        }

        if (o.After is { } after)
        {
            // torch pads from the last axis to the first, before and behind each.
            x = functional.pad(x, [.. Enumerable.Range(0, o.Axes).Reverse().SelectMany(axis => new long[] { o.Before[axis], after[axis] })]);
            padding = new long[o.Axes];
        }

        return o.Axes switch
        {
            1 => functional.conv1d(x, weight, bias, stride[0], padding[0], dilation[0], groups),
            2 => functional.conv2d(x, weight, bias, stride, padding, dilation, groups),
            _ => functional.conv3d(x, weight, bias, stride, padding, dilation, groups),
        };
    }

    private static long[] Longs(Shape extents) => [.. extents.Select(extent => (long)extent)];
}
