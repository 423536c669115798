using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>A depthwise and a pointwise Conv that stand for one separable convolution: x, depthwise weight, pointwise weight, bias.</summary>
internal sealed class SeparableConvOperator() : OperatorImporter("SeparableConv", "dilations", "group", "kernel_shape", "pads", "strides")
{
    private const string WeightSuffix = ".depthwise.weight";

    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var (depthwise, pointwise) = (node.Tensor(1), node.Tensor(2));
        var input = node.Symbol().Shape;
        var spatial = input.Rank - 1;
        if (spatial is not (1 or 2) || depthwise.Shape.Rank != spatial + 2 || depthwise.Shape[1] != 1 || depthwise.Count == 0
            || depthwise.Shape[0] % input[0] != 0 || node.Integer("group", 1) != input[0]
            || pointwise.Shape.Rank != spatial + 2 || pointwise.Shape[1] != depthwise.Shape[0] || pointwise.Count != pointwise.Shape[0] * pointwise.Shape[1]
            || pointwise.Shape[0] == 0)
        {
            throw node.Error($"has weights of shape {depthwise.Shape} and {pointwise.Shape} for samples of shape {input}, which make no separable convolution");
        }

        var window = Window.Of(node, node.Symbol(), depthwise.Shape.Skip(2));
        var bias = node.Has(3) ? DenseWeight.ConvolutionBias(node, 3, pointwise.Shape[0]) : null;
        node.Constants.Take((long)depthwise.Count + pointwise.Count, "A separable convolution");
        return node.CallShared(
            1,
            name => Create(spatial, pointwise.Shape[0], window, depthwise.Shape[0] / input[0], bias is not null, name),
            layer =>
            {
                layer.DepthwiseWeight!.Write(depthwise);
                layer.PointwiseWeight!.Write(pointwise);
                if (bias is not null)
                {
                    layer.Bias!.Write(bias);
                }
            },
            weightSuffix: WeightSuffix);
    }

    private static SeparableConvolution Create(int spatial, int filters, Window window, int multiplier, bool useBias, string name) => spatial == 1
        ? new SeparableConv1D(filters, window.Kernel, window.Stride, window.Padding, window.Dilation, multiplier, null, useBias, Constant.Zeros, Constant.Zeros, Constant.Zeros, name)
        : new SeparableConv2D(filters, window.Kernel, window.Stride, window.Padding, window.Dilation, multiplier, null, useBias, Constant.Zeros, Constant.Zeros, Constant.Zeros, name);
}
