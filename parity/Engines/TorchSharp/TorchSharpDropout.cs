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
        using var dropout = Create(parityCase);
        for (var batch = 0; batch < parityCase.Batches; batch++)
        {
            var input = parityCase.Inputs.Torch($"input.{batch}").requires_grad_();
            var output = parityCase.Kind == DropoutKind.Standard ? input * dropout.call(torch.ones_like(input)).gt(0).to(torch.float32) : dropout.call(input);
            (output * parityCase.Inputs.Torch($"slope.{batch}")).sum().backward();
            outputs.Add($"output.{batch}", output);
            outputs.Add($"gradient.{batch}", input.grad!);
        }

        if (parityCase.Kind == DropoutKind.Standard)
        {
            outputs.Add("eval.output", parityCase.Inputs.Torch("input.0") * (1 - parityCase.Rate));
        }

        return outputs;
    }

    /// <summary>Output, input gradient and weight gradient of each batch of a layer whose weights are dropped.</summary>
    public static NamedTensors Run(DropConnectCase parityCase)
    {
        var inputs = parityCase.Inputs;
        var outputs = new NamedTensors();
        for (var batch = 0; batch < parityCase.Batches; batch++)
        {
            var input = inputs.Torch($"input.{batch}").requires_grad_();
            var weight = inputs.Torch("weight").requires_grad_();
            var bias = inputs.Torch("bias").requires_grad_();
            var dropped = torch.nn.functional.dropout(weight, parityCase.Rate, training: true);
            var output = torch.nn.functional.linear(input, dropped, bias);
            (output * inputs.Torch($"slope.{batch}")).sum().backward();
            outputs.Add($"output.{batch}", output);
            outputs.Add($"gradient.input.{batch}", input.grad!);
            outputs.Add($"gradient.weight.{batch}", weight.grad!);
            outputs.Add($"gradient.bias.{batch}", bias.grad!);
        }

        return outputs;
    }

    private static torch.nn.Module<torch.Tensor, torch.Tensor> Create(DropoutCase parityCase) => (parityCase.Kind, parityCase.Shape.Rank) switch
    {
        (DropoutKind.Elements or DropoutKind.Standard, _) => torch.nn.Dropout(parityCase.Rate),
        (DropoutKind.Alpha, _) => torch.nn.AlphaDropout(parityCase.Rate),
        (_, 3) => torch.nn.Dropout1d(parityCase.Rate),
        (_, 4) => torch.nn.Dropout2d(parityCase.Rate),
        _ => torch.nn.Dropout3d(parityCase.Rate),
    };

    /// <summary>The output of one batch.</summary>
    public static NamedTensors Run(PublishedMaskCase parityCase)
    {
        var outputs = new NamedTensors();
        outputs.Add("output.0", torch.nn.functional.dropout(parityCase.Inputs.Torch("input.0"), parityCase.Rate, training: true));
        return outputs;
    }
}
