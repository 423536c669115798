using Interop.Parity.Cases;
using Interop.Parity.Cases.BatchNormalization;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Runs batch normalization cases on TorchSharp.</summary>
internal static class TorchSharpBatchNormalization
{
    /// <summary>Outputs, gradients and statistics at the checkpoints, then the output as in use.</summary>
    public static NamedTensors Run(BatchNormalizationCase parityCase)
    {
        var inputs = parityCase.Inputs;
        using var layer = Create(parityCase);
        var state = layer.state_dict();
        using (torch.no_grad())
        {
            state["weight"].copy_(inputs.Torch("weight"));
            state["bias"].copy_(inputs.Torch("bias"));
        }

        var parameters = layer.named_parameters().ToDictionary(named => named.name, named => named.parameter);
        var outputs = new NamedTensors();
        for (var step = 1; step <= parityCase.Checkpoints[^1]; step++)
        {
            layer.zero_grad();
            var batch = BatchNormalizationCase.BatchOf(step);
            var input = inputs.Torch($"input.{batch}").requires_grad_();
            var output = layer.call(input);
            (output * inputs.Torch($"slope.{batch}")).sum().backward();
            if (parityCase.Checkpoints.Contains(step))
            {
                outputs.Add($"{step}.output", output);
                outputs.Add($"{step}.gradient.input", input.grad!);
                outputs.Add($"{step}.gradient.weight", parameters["weight"].grad!);
                outputs.Add($"{step}.gradient.bias", parameters["bias"].grad!);
                outputs.Add($"{step}.running_mean", layer.get_buffer("running_mean")!);
                outputs.Add($"{step}.running_var", layer.get_buffer("running_var")!);
                outputs.Add($"{step}.num_batches_tracked", layer.get_buffer("num_batches_tracked")!);
            }
        }

        layer.eval();
        outputs.Add("eval.output", layer.call(inputs.Torch("input.0")));
        return outputs;
    }

    private static Module<torch.Tensor, torch.Tensor> Create(BatchNormalizationCase parityCase) => parityCase.Sample.Rank switch
    {
        1 or 2 => BatchNorm1d(parityCase.Sample[0], parityCase.Epsilon, parityCase.Momentum),
        3 => BatchNorm2d(parityCase.Sample[0], parityCase.Epsilon, parityCase.Momentum),
        _ => BatchNorm3d(parityCase.Sample[0], parityCase.Epsilon, parityCase.Momentum),
    };
}
