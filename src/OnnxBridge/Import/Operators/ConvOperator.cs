using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Conv with a constant weight over one, two or three axes is a convolution layer.</summary>
internal sealed class ConvOperator() : OperatorImporter("Conv", "auto_pad", "dilations", "group", "kernel_shape", "pads", "strides")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var weight = node.Tensor(1);
        var spatial = weight.Shape.Rank - 2;
        var (symbol, padding) = node.PaddedSymbol(0);
        var input = symbol.Shape;
        if (spatial is < 1 or > 3 || input.Rank != spatial + 1)
        {
            throw node.Error($"has a weight of shape {weight.Shape} for samples of shape {input}; convolutions over one to three axes can be imported");
        }

        var window = Window.Of(node, symbol, weight.Shape.Skip(2)).With(padding);
        var groups = node.Integer("group", 1);
        if (groups < 1 || groups > input[0] || weight.Shape[0] == 0 || weight.Shape[1] * groups != input[0])
        {
            throw node.Error($"has a weight of shape {weight.Shape} in {groups} groups for samples of shape {input}");
        }

        var bias = node.Has(2) ? DenseWeight.ConvolutionBias(node, 2, weight.Shape[0]) : null;
        node.Constants.Take(weight.Count, "A convolution");
        return node.CallShared(
            1,
            name => Create(spatial, weight.Shape[0], window, (int)groups, bias is not null, name),
            layer =>
            {
                layer.Weight!.Write(weight);
                if (bias is not null)
                {
                    layer.Bias!.Write(bias);
                }
            },
            symbol);
    }

    private static Convolution Create(int spatial, int filters, Window window, int groups, bool useBias, string name) => spatial switch
    {
        1 => new Conv1D(filters, window.Kernel, window.Stride, window.Padding, window.Dilation, groups, null, useBias, Constant.Zeros, Constant.Zeros, name),
        2 => new Conv2D(filters, window.Kernel, window.Stride, window.Padding, window.Dilation, groups, null, useBias, Constant.Zeros, Constant.Zeros, name),
        _ => new Conv3D(filters, window.Kernel, window.Stride, window.Padding, window.Dilation, groups, null, useBias, Constant.Zeros, Constant.Zeros, name),
    };
}
