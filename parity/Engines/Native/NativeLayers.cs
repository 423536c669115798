using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Tensors;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Layers;

namespace Interop.Parity.Engines.Native;

/// <summary>Runs layer cases on the engine.</summary>
internal static class NativeLayers
{
    /// <summary>Output, input gradients and parameter gradients.</summary>
    public static NamedTensors Run(LayerCase parityCase)
    {
        var (network, layer, inputs) = Build(parityCase);
        return Pass(network, layer, parityCase, inputs, parityCase.WeightNames);
    }

    /// <summary>A network of the layer alone, with the case's weights, and its inputs.</summary>
    public static (Network Network, Layer Layer, Tensor[] Inputs) Build(LayerCase parityCase)
    {
        var layer = Create(parityCase.Options);
        Symbol[] symbols = [.. parityCase.Samples.Select((sample, i) => Symbol.Input(sample, $"input.{i}"))];
        Network network = symbols.Length == 1 ? new Sequential(layer) : new Model(symbols, [layer.Call(symbols)]);
        network.Build([.. parityCase.Samples]);
        foreach (var name in parityCase.WeightNames)
        {
            Find(layer, name).Write(parityCase.Inputs.Floats(name));
        }

        return (network, layer, [.. symbols.Select((_, i) => parityCase.Inputs.Floats($"input.{i}"))]);
    }

    /// <summary>One pass of a network forth and back: the output and all gradients.</summary>
    public static NamedTensors Pass(Network network, Layer layer, ParityCase parityCase, Tensor[] inputs, IEnumerable<string> parameters)
    {
        network.Compile(new SGD(), new ScriptedSlope());
        var session = network.StartTraining(inputs[0].Shape[0], inputGradients: true);
        var output = session.Forward(inputs);
        session.Cost(Slope.For(parityCase.Inputs, output.Shape));
        session.Backward();
        var outputs = new NamedTensors { { "output", output } };
        for (var i = 0; i < inputs.Length; i++)
        {
            outputs.Add($"gradient.input.{i}", session.InputGradient(i));
        }

        foreach (var name in parameters)
        {
            outputs.Add($"gradient.{name}", session.Gradient(Find(layer, name)));
        }

        return outputs;
    }

    private static Parameter Find(Layer layer, string name) => layer.Parameters.Single(parameter => parameter.Name == name);

    /// <summary>The engine's layer of some options.</summary>
    public static Layer Create(LayerOptions options) => options switch
    {
        DenseOptions dense => new Dense(dense.Units, Function(dense.Activation), dense.UseBias),
        ConvolutionOptions convolution => Create(convolution),
        PoolingOptions pooling => Create(pooling),
        ShapeOptions { Form: ShapeForm.Flatten } => new Flatten(),
        ShapeOptions { Form: ShapeForm.Reshape } reshape => new Reshape(reshape.Numbers.Extents),
        ShapeOptions permute => new Permute(permute.Numbers.Extents),
        JoinOptions join => join.Form switch
        {
            JoinForm.Add => new Add(),
            JoinForm.Subtract => new Subtract(),
            JoinForm.Multiply => new Multiply(),
            JoinForm.Average => new Average(),
            _ => new Concatenate(join.Axis),
        },
        NormalizationOptions known => new Normalization([.. known.Mean], [.. known.Deviation]),
        PReLUOptions slopes => new PReLU(slopes.PerChannel),
        _ => throw new NotSupportedException($"The native engine has no layer for {options.GetType().Name}."),
    };

    private static Layer Create(ConvolutionOptions o)
    {
        var padding = o.Same ? Padding.Same : Padding.Of(o.Before, o.After ?? o.Before);
        var function = Function(o.Activation);
        return (o.Form, o.Axes) switch
        {
            (ConvolutionForm.Full, 1) => new Conv1D(o.Filters, o.Kernel, o.Stride, padding, o.Dilation, o.Groups, function, o.UseBias),
            (ConvolutionForm.Full, 2) => new Conv2D(o.Filters, o.Kernel, o.Stride, padding, o.Dilation, o.Groups, function, o.UseBias),
            (ConvolutionForm.Full, _) => new Conv3D(o.Filters, o.Kernel, o.Stride, padding, o.Dilation, o.Groups, function, o.UseBias),
            (ConvolutionForm.Depthwise, 1) => new DepthwiseConv1D(o.Kernel, o.Stride, padding, o.Multiplier, o.Dilation, function, o.UseBias),
            (ConvolutionForm.Depthwise, _) => new DepthwiseConv2D(o.Kernel, o.Stride, padding, o.Multiplier, o.Dilation, function, o.UseBias),
            (_, 1) => new SeparableConv1D(o.Filters, o.Kernel, o.Stride, padding, o.Dilation, o.Multiplier, function, o.UseBias),
            _ => new SeparableConv2D(o.Filters, o.Kernel, o.Stride, padding, o.Dilation, o.Multiplier, function, o.UseBias),
        };
    }

    private static Layer Create(PoolingOptions o)
    {
        var padding = Padding.Of(o.Padding, o.Padding);
        return (o.Form, o.Axes) switch
        {
            (PoolingForm.Max, 1) => new MaxPool1D(o.Window, o.Stride, padding, o.Dilation, o.CeilMode),
            (PoolingForm.Max, 2) => new MaxPool2D(o.Window, o.Stride, padding, o.Dilation, o.CeilMode),
            (PoolingForm.Max, _) => new MaxPool3D(o.Window, o.Stride, padding, o.Dilation, o.CeilMode),
            (PoolingForm.Average, 1) => new AvgPool1D(o.Window, o.Stride, padding, o.CeilMode, o.CountIncludePad),
            (PoolingForm.Average, 2) => new AvgPool2D(o.Window, o.Stride, padding, o.CeilMode, o.CountIncludePad, o.Divisor),
            (PoolingForm.Average, _) => new AvgPool3D(o.Window, o.Stride, padding, o.CeilMode, o.CountIncludePad, o.Divisor),
            (PoolingForm.GlobalMax, 1) => new GlobalMaxPooling1D(),
            (PoolingForm.GlobalMax, 2) => new GlobalMaxPooling2D(),
            (PoolingForm.GlobalMax, _) => new GlobalMaxPooling3D(),
            (_, 1) => new GlobalAveragePooling1D(),
            (_, 2) => new GlobalAveragePooling2D(),
            _ => new GlobalAveragePooling3D(),
        };
    }

    private static ActivationFunction? Function(string? name) => name is null ? null : ActivationNames.Find(name);
}
