using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using TorchTensor = TorchSharp.torch.Tensor;

namespace Interop.TorchBridge.Live.ToTorchSharp;

/// <summary>The TorchSharp modules of convolutions and poolings.</summary>
internal static class WindowModules
{
    /// <summary>A convolution.</summary>
    public static nn.Module<TorchTensor, TorchTensor> Convolution(Node node, Convolution layer, Shape input) =>
        Convolution(node, layer, input[0], layer.Weight!.Shape[0], input[0] / layer.Weight.Shape[1], layer.UseBias, input);

    /// <summary>A depthwise convolution and one of kernel 1 that mixes the channels, with their names.</summary>
    public static IEnumerable<(string Name, nn.Module Module)> Separable(Node node, SeparableConvolution layer, Shape input)
    {
        long between = layer.DepthwiseWeight!.Shape[0];
        yield return ($"{node.Name}.depthwise", Convolution(node, layer, input[0], between, input[0], false, input));
        yield return ($"{node.Name}.pointwise", layer.KernelSize.Rank == 1
            ? nn.Conv1d(between, layer.Filters, 1, bias: layer.UseBias)
            : nn.Conv2d(between, layer.Filters, 1, bias: layer.UseBias));
    }

    /// <summary>A pooling.</summary>
    public static nn.Module<TorchTensor, TorchTensor> Pooling(Node node, Pooling layer, Shape input)
    {
        var (kernel, stride, padding, dilation) = (Long(layer.KernelSize), Long(layer.Stride), Padding(node, layer, input), Long(layer.Dilation));
        return layer switch
        {
            MaxPool1D => nn.MaxPool1d(kernel[0], stride[0], padding[0], dilation[0], layer.CeilMode),
            MaxPool2D => nn.MaxPool2d(kernel, stride, padding, dilation, layer.CeilMode),
            MaxPool3D => nn.MaxPool3d(kernel, stride, padding, dilation, layer.CeilMode),
            AvgPool1D { DivisorOverride: null } average => nn.AvgPool1d(kernel[0], stride[0], padding[0], layer.CeilMode, average.CountIncludePad),
            AvgPool2D average => nn.AvgPool2d(kernel, stride, padding, layer.CeilMode, average.CountIncludePad, average.DivisorOverride),
            AvgPool3D average => nn.AvgPool3d(kernel, stride, padding, layer.CeilMode, average.CountIncludePad, average.DivisorOverride),
            _ => throw LayerModules.Refused(node, "it has no counterpart there"),
        };
    }

    /// <summary>A pooling of the whole image to one point, which a Flatten follows.</summary>
    public static nn.Module<TorchTensor, TorchTensor> Global(Node node, GlobalPooling layer) => layer switch
    {
        GlobalAveragePooling1D => nn.AdaptiveAvgPool1d(1),
        GlobalAveragePooling2D => nn.AdaptiveAvgPool2d(1),
        GlobalAveragePooling3D => nn.AdaptiveAvgPool3d(1),
        GlobalMaxPooling1D => nn.AdaptiveMaxPool1d(1),
        GlobalMaxPooling2D => nn.AdaptiveMaxPool2d([1, 1]),
        GlobalMaxPooling3D => nn.AdaptiveMaxPool3d([1, 1, 1]),
        _ => throw LayerModules.Refused(node, "it has no counterpart there"),
    };

    private static nn.Module<TorchTensor, TorchTensor> Convolution(Node node, WindowLayer layer, long inputs, long outputs, long groups, bool bias, Shape input)
    {
        var (k, s, p, d) = (Long(layer.KernelSize), Long(layer.Stride), Padding(node, layer, input), Long(layer.Dilation));
        return k.Length switch
        {
            1 => nn.Conv1d(inputs, outputs, k[0], s[0], p[0], d[0], groups: groups, bias: bias),
            2 => nn.Conv2d(inputs, outputs, (k[0], k[1]), (s[0], s[1]), (p[0], p[1]), (d[0], d[1]), groups: groups, bias: bias),
            _ => nn.Conv3d(inputs, outputs, (k[0], k[1], k[2]), (s[0], s[1], s[2]), (p[0], p[1], p[2]), (d[0], d[1], d[2]), groups: groups, bias: bias),
        };
    }

    private static long[] Padding(Node node, WindowLayer layer, Shape input)
    {
        var padding = layer.PaddingOf(input);
        return padding.All(axis => axis.Before == axis.After)
            ? [.. padding.Select(axis => (long)axis.Before)]
            : throw LayerModules.Refused(node, $"its padding is {string.Join(", ", padding)}; TorchSharp's modules pad as much in front as behind");
    }

    private static long[] Long(Shape shape) => [.. shape.Select(extent => (long)extent)];
}
