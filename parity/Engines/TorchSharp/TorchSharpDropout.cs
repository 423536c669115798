using Interop.Parity.Cases;
using Interop.Parity.Cases.Dropout;
using TorchSharp;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Runs dropout cases on TorchSharp.</summary>
internal static class TorchSharpDropout
{
    /// <summary>Output and input gradient of each batch.</summary>
    public static NamedTensors Run(DropoutCase parityCase)
    {
        var outputs = new NamedTensors();
        using var dropout = torch.nn.Dropout(parityCase.Rate);
        for (var batch = 0; batch < parityCase.Batches; batch++)
        {
            var input = parityCase.Inputs.Torch($"input.{batch}").requires_grad_();
            var output = dropout.call(input);
            (output * parityCase.Inputs.Torch($"slope.{batch}")).sum().backward();
            outputs.Add($"output.{batch}", output);
            outputs.Add($"gradient.{batch}", input.grad!);
        }

        return outputs;
    }

    /// <summary>The output of one batch.</summary>
    public static NamedTensors Run(PublishedMaskCase parityCase)
    {
        var outputs = new NamedTensors();
        outputs.Add("output.0", torch.nn.functional.dropout(parityCase.Inputs.Torch("input.0"), parityCase.Rate, training: true));
        return outputs;
    }
}
