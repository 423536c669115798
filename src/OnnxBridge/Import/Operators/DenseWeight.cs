using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>Weights on their way into a Dense layer, [out, in].</summary>
internal static class DenseWeight
{
    /// <summary>A Dense layer with these parameters, called on the node's input.</summary>
    public static ImportedSymbol Call(ImportedNode node, Tensor weight, Tensor? bias)
    {
        var (units, features) = (weight.Shape[0], weight.Shape[1]);
        if (units == 0 || features != node.Symbol().Shape[-1])
        {
            throw node.Error($"has a weight for {features} features and {units} units, got samples of shape {node.Symbol().Shape}");
        }

        node.Constants.Take(weight.Count, "A Dense layer");
        return node.CallShared(
            1,
            name => new Dense(units, null, bias is not null, Constant.Zeros, Constant.Zeros, name),
            layer =>
            {
                layer.Weight!.Write(weight);
                if (bias is not null)
                {
                    layer.Bias!.Write(bias);
                }
            });
    }

    /// <summary>A bias of one value for each filter, as Conv takes it, which spreads nothing.</summary>
    public static Tensor ConvolutionBias(ImportedNode node, int input, int filters)
    {
        var bias = node.Tensor(input);
        return bias.Shape.Rank == 1 && bias.Count == filters ? bias : throw node.Error($"has a bias of shape {bias.Shape} for {filters} filters");
    }

    /// <summary>A bias of one value for each unit, or one for all.</summary>
    public static Tensor Bias(ImportedNode node, int input, int units)
    {
        var bias = node.Tensor(input);
        if (bias.Count == units && bias.Shape.Rank > 0 && bias.Shape[-1] == units)
        {
            return bias.Reshape(units);
        }

        if (bias.Count != 1)
        {
            throw node.Error($"has a bias of shape {bias.Shape} for {units} units");
        }

        var spread = new Tensor(units);
        spread.Span.Fill(bias.Span[0]);
        return spread;
    }

    /// <summary>A tensor times a number.</summary>
    public static Tensor Scaled(Tensor tensor, float factor)
    {
        if (factor != 1)
        {
            foreach (ref var value in tensor.Span)
            {
                value *= factor;
            }
        }

        return tensor;
    }
}
