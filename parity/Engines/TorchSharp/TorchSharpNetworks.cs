using Interop.Native.Tensors;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Networks;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Runs network cases on TorchSharp.</summary>
internal static class TorchSharpNetworks
{
    /// <summary>Output in training, all gradients, running statistics, output in use.</summary>
    public static NamedTensors Run(NetworkCase parityCase)
    {
        var x = parityCase.Inputs.Torch("input.0").requires_grad_();
        Dictionary<string, torch.Tensor>[] weights =
        [
            .. parityCase.Steps.Select((step, i) => step.Weights.ToDictionary(
                weight => weight.Name,
                weight => parityCase.Inputs.Torch($"{i}.{weight.Name}").requires_grad_(!NormalizedOptions.Buffers.Contains(weight.Name)))),
        ];
        var output = Forward(parityCase, x, weights, training: true);
        (output * Slope.For(parityCase.Inputs, new Shape([.. output.shape.Select(extent => (int)extent)])).Torch()).sum().backward();
        var outputs = new NamedTensors();
        outputs.Add("output", output);
        outputs.Add("gradient.input.0", x.grad!);
        for (var i = 0; i < weights.Length; i++)
        {
            foreach (var (name, weight) in weights[i])
            {
                outputs.Add(weight.requires_grad ? $"gradient.{i}.{name}" : $"{i}.{name}", weight.requires_grad ? weight.grad! : weight);
            }
        }

        outputs.Add("eval.output", Forward(parityCase, x, weights, training: false));
        return outputs;
    }

    private static torch.Tensor Forward(NetworkCase parityCase, torch.Tensor input, Dictionary<string, torch.Tensor>[] weights, bool training)
    {
        var results = new List<torch.Tensor>();
        var x = input;
        for (var i = 0; i < weights.Length; i++)
        {
            var step = parityCase.Steps[i];
            x = step.Options switch
            {
                FunctionOptions { Function: "softmax" or "log_softmax" } function => TorchSharpActivations.Output(function.Function, -1, x),
                FunctionOptions function => TorchSharpActivations.Output(function.Function, null, x),
                NormalizedOptions => functional.batch_norm(
                    x, weights[i]["running_mean"], weights[i]["running_var"], weights[i]["weight"], weights[i]["bias"], training),
                _ when step.With is { } other => TorchSharpLayers.Output(step.Options, [x, other < 0 ? input : results[other]], weights[i]),
                _ => TorchSharpLayers.Output(step.Options, [x], weights[i]),
            };
            results.Add(x);
        }

        return x;
    }
}
