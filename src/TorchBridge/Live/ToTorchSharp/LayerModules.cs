using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using TorchTensor = TorchSharp.torch.Tensor;

namespace Interop.TorchBridge.Live.ToTorchSharp;

/// <summary>The TorchSharp modules of layers.</summary>
internal static class LayerModules
{
    /// <summary>The modules of a node's layer, one after another, with their names; the first has the layer's parameters under their names.</summary>
    public static IReadOnlyList<(string Name, nn.Module Module)> Of(Node node)
    {
        var input = node.Inputs[0].Shape;
        (string Name, nn.Module Module)[] modules = node.Layer switch
        {
            SeparableConvolution separable => [.. WindowModules.Separable(node, separable, input)],
            GlobalPooling pooling => [(node.Name, WindowModules.Global(node, pooling)), ($"{node.Name}_flat", nn.Flatten())],
            Reshape => [($"{node.Name}_flat", nn.Flatten()), (node.Name, nn.Unflatten(1, [.. node.Shape.Select(extent => (long)extent)]))],
            _ => [(node.Name, OfLayer(node, input))],
        };
        return node.Layer!.OutputActivation is { } function ? [.. modules, ($"{node.Name}_activation", Function(node, function, node.Shape))] : modules;
    }

    /// <summary>An error about a layer.</summary>
    public static TorchConversionException Refused(Node node, string why) => new($"{node.Layer!.Kind} '{node.Name}' cannot become a TorchSharp module: {why}.");

    private static nn.Module OfLayer(Node node, Shape input) => node.Layer switch
    {
        Dense dense => nn.Linear(input[-1], dense.Units, dense.UseBias),
        Convolution convolution => WindowModules.Convolution(node, convolution, input),
        Pooling pooling => WindowModules.Pooling(node, pooling, input),
        BatchNormalization normalization => Normalization(node, normalization, input),
        Activation activation => Function(node, activation.Function, input),
        PReLU prelu => nn.PReLU(prelu.Weight!.Count),
        Flatten => nn.Flatten(),
        Dropout { Form: DropoutForm.Inverted } dropout => nn.Dropout(dropout.Rate),
        SpatialDropout1D { Form: DropoutForm.Inverted } dropout => nn.Dropout1d(dropout.Rate),
        SpatialDropout2D { Form: DropoutForm.Inverted } dropout => nn.Dropout2d(dropout.Rate),
        SpatialDropout3D { Form: DropoutForm.Inverted } dropout => nn.Dropout3d(dropout.Rate),
        Dropout or SpatialDropout => throw Refused(node, "it scales at inference, TorchSharp's dropout while training"),
        AlphaDropout dropout => nn.AlphaDropout(dropout.Rate),
        Add => new TorchAdd(),
        Multiply => new TorchMultiply(),
        Subtract => new TorchSubtract(),
        Concatenate concatenate => new TorchConcatenate(concatenate.Axis),
        _ => throw Refused(node, "it has no counterpart there"),
    };

    private static nn.Module<TorchTensor, TorchTensor> Function(Node node, ActivationFunction function, Shape shape) => function switch
    {
        Native.Activations.Identity => nn.Identity(),
        ReLU => nn.ReLU(),
        ReLU6 => nn.ReLU6(),
        LeakyReLU leaky => nn.LeakyReLU(leaky.NegativeSlope),
        ELU elu => nn.ELU(elu.Alpha),
        SELU => nn.SELU(),
        GELU { Approximate: false } => nn.GELU(),
        Swish => nn.SiLU(),
        Sigmoid => nn.Sigmoid(),
        Tanh => nn.Tanh(),
        Softplus softplus => nn.Softplus(softplus.Beta, softplus.Threshold),
        Softsign => nn.Softsign(),
        HardSigmoid { Form: HardSigmoidForm.PyTorch } => nn.Hardsigmoid(),
        HardSwish => nn.Hardswish(),
        Softmax softmax => nn.Softmax(softmax.Axis),
        LogSoftmax softmax => nn.LogSoftmax(softmax.Axis),
        _ => throw Refused(node, $"its function {function.GetType().Name} over {shape} has no counterpart there"),
    };

    private static nn.Module Normalization(Node node, BatchNormalization layer, Shape input)
    {
        if (layer.Convention != BatchNormalizationConvention.PyTorch || layer.Axis != 1 || layer.Center != layer.Scale)
        {
            throw Refused(node, "TorchSharp has PyTorch's convention only, over axis 1, with both γ and β or neither");
        }

        if (layer.CumulativeAverage)
        {
            throw Refused(node, "TorchSharp's constructor takes no cumulative average");
        }

        return input.Rank switch
        {
            1 or 2 => nn.BatchNorm1d(input[0], layer.Epsilon, layer.Momentum, layer.Center, layer.TrackRunningStatistics),
            3 => nn.BatchNorm2d(input[0], layer.Epsilon, layer.Momentum, layer.Center, layer.TrackRunningStatistics),
            4 => nn.BatchNorm3d(input[0], layer.Epsilon, layer.Momentum, layer.Center, layer.TrackRunningStatistics),
            _ => throw Refused(node, $"samples of shape {input} have more than three axes of space"),
        };
    }
}
