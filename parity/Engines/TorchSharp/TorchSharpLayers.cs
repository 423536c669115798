using Interop.Native.Tensors;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Layers;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Runs layer cases on TorchSharp.</summary>
internal static class TorchSharpLayers
{
    /// <summary>Output, input gradients and parameter gradients.</summary>
    public static NamedTensors Run(LayerCase parityCase)
    {
        torch.Tensor[] inputs = [.. parityCase.Samples.Select((_, i) => parityCase.Inputs.Torch($"input.{i}").requires_grad_())];
        var weights = parityCase.WeightNames.ToDictionary(name => name, name => parityCase.Inputs.Torch(name).requires_grad_());
        return Pass(parityCase, Output(parityCase.Options, inputs, weights), inputs, weights);
    }

    /// <summary>Goes back from an output: the output and all gradients.</summary>
    public static NamedTensors Pass(
        ParityCase parityCase, torch.Tensor output, torch.Tensor[] inputs, IReadOnlyDictionary<string, torch.Tensor> weights)
    {
        var shape = new Shape([.. output.shape.Select(extent => (int)extent)]);
        (output * Slope.For(parityCase.Inputs, shape).Torch()).sum().backward();
        var outputs = new NamedTensors();
        outputs.Add("output", output);
        for (var i = 0; i < inputs.Length; i++)
        {
            outputs.Add($"gradient.input.{i}", inputs[i].grad!);
        }

        foreach (var (name, weight) in weights)
        {
            outputs.Add($"gradient.{name}", weight.grad!);
        }

        return outputs;
    }

    /// <summary>The output of a layer.</summary>
    public static torch.Tensor Output(LayerOptions options, torch.Tensor[] inputs, Dictionary<string, torch.Tensor> weights)
    {
        var x = inputs[0];
        return options switch
        {
            DenseOptions dense => Activate(functional.linear(x, weights["weight"], weights.GetValueOrDefault("bias")), dense.Activation),
            ConvolutionOptions convolution => Activate(TorchSharpWindows.Convolve(convolution, x, weights), convolution.Activation),
            PoolingOptions pooling => TorchSharpWindows.Pool(pooling, x),
            ShapeOptions { Form: ShapeForm.Flatten } => x.flatten(1),
            ShapeOptions { Form: ShapeForm.Reshape } reshape => x.reshape([x.shape[0], .. reshape.Numbers.Select(extent => (long)extent)]),
            ShapeOptions permute => x.permute([0, .. permute.Numbers.Select(axis => (long)axis)]),
            JoinOptions { Form: JoinForm.Add } => inputs.Aggregate((left, right) => left + right),
            JoinOptions { Form: JoinForm.Subtract } => inputs.Aggregate((left, right) => left - right),
            JoinOptions { Form: JoinForm.Multiply } => inputs.Aggregate((left, right) => left * right),
            JoinOptions { Form: JoinForm.Average } => torch.stack(inputs).mean([0]),
            JoinOptions concatenate => torch.cat(inputs, concatenate.Axis),
            NormalizationOptions known => (x - Along(known.Mean, x)) / Along(known.Deviation, x),
            PReLUOptions => functional.prelu(x, weights["weight"]),
            _ => throw new NotSupportedException($"TorchSharp has no layer for {options.GetType().Name}."),
        };
    }

    // One number for each channel, in a shape that spreads over a batch.
    private static torch.Tensor Along(IReadOnlyList<float> numbers, torch.Tensor batch) =>
        torch.tensor(numbers.ToArray()).reshape([-1, .. Enumerable.Repeat(1L, (int)batch.dim() - 2)]);

    private static torch.Tensor Activate(torch.Tensor x, string? function) => function switch
    {
        null => x,
        "relu" => functional.relu(x),
        "tanh" => functional.tanh(x),
        "softmax" => functional.softmax(x, 1),
        _ => throw new NotSupportedException($"There is no call for '{function}' here."),
    };
}
