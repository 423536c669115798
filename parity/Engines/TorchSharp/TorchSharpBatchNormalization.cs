using Interop.Parity.Cases;
using Interop.Parity.Cases.BatchNormalization;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Runs batch normalization cases on TorchSharp.</summary>
internal static class TorchSharpBatchNormalization
{
    /// <summary>Why TorchSharp cannot run a case; null where it can.</summary>
    public static string? WhyNot(BatchNormalizationCase parityCase) => parityCase.Form == BatchNormalizationForm.Cumulative
        ? "TorchSharp 0.106's momentum is a number, never null"
        : null;

    /// <summary>Outputs, gradients and statistics at the checkpoints, then the output as in use.</summary>
    public static NamedTensors Run(BatchNormalizationCase parityCase)
    {
        var inputs = parityCase.Inputs;
        using var layer = Create(parityCase);
        var parameters = layer.named_parameters().ToDictionary(named => named.name, named => named.parameter);
        using (torch.no_grad())
        {
            foreach (var (name, parameter) in parameters)
            {
                parameter.copy_(inputs.Torch(name));
            }
        }

        var outputs = new NamedTensors();
        for (var step = 1; step <= parityCase.Checkpoints[^1]; step++)
        {
            layer.zero_grad();
            var batch = BatchNormalizationCase.BatchOf(step);
            var input = inputs.Torch($"input.{batch}").requires_grad_();
            var output = layer.call(input);
            (output * inputs.Torch($"slope.{batch}")).sum().backward();
            if (!parityCase.Checkpoints.Contains(step))
            {
                continue;
            }

            outputs.Add($"{step}.output", output);
            outputs.Add($"{step}.gradient.input", input.grad!);
            foreach (var (name, parameter) in parameters)
            {
                outputs.Add($"{step}.gradient.{name}", parameter.grad!);
            }

            foreach (var (name, buffer) in layer.named_buffers())
            {
                outputs.Add($"{step}.{name}", buffer);
            }
        }

        layer.eval();
        outputs.Add("eval.output", layer.call(inputs.Torch("input.0")));
        return outputs;
    }

    private static Module<torch.Tensor, torch.Tensor> Create(BatchNormalizationCase parityCase)
    {
        var (features, epsilon, momentum) = (parityCase.Sample[0], parityCase.Epsilon, parityCase.Momentum);
        var (affine, statistics) = (parityCase.IsAffine, parityCase.KeepsStatistics);
        return parityCase.Sample.Rank switch
        {
            1 or 2 => BatchNorm1d(features, epsilon, momentum, affine, statistics),
            3 => BatchNorm2d(features, epsilon, momentum, affine, statistics),
            _ => BatchNorm3d(features, epsilon, momentum, affine, statistics),
        };
    }
}
