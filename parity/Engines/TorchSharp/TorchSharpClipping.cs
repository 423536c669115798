using Interop.Parity.Cases;
using Interop.Parity.Cases.Clipping;
using TorchSharp;
using TorchSharp.Modules;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Runs clipping cases on TorchSharp.</summary>
internal static class TorchSharpClipping
{
    /// <summary>The limited gradients, and the norm they had together where it was asked for.</summary>
    public static NamedTensors Run(ClippingCase parityCase)
    {
        Parameter[] parameters = [.. ClippingCase.Shapes.Select((shape, i) => With(parityCase.Inputs.Torch($"gradient.{i}")))];
        double norm = 0;
        switch (parityCase.Kind)
        {
            case ClippingKind.Value:
                torch.nn.utils.clip_grad_value_(parameters, parityCase.Limit);
                break;
            case ClippingKind.Norm:
                foreach (var parameter in parameters)
                {
                    torch.nn.utils.clip_grad_norm_([parameter], parityCase.Limit);
                }

                break;
            default:
                norm = torch.nn.utils.clip_grad_norm_(parameters, parityCase.Limit, parityCase.Order);
                break;
        }

        var outputs = new NamedTensors();
        for (var i = 0; i < parameters.Length; i++)
        {
            outputs.Add($"gradient.{i}", parameters[i].grad!);
        }

        if (parityCase.Kind == ClippingKind.GlobalNorm)
        {
            outputs.Add("norm", (float)norm);
        }

        return outputs;
    }

    // The derivative of Σ w·g with respect to w is g, exactly.
    private static Parameter With(torch.Tensor gradient)
    {
        var parameter = torch.nn.Parameter(torch.zeros_like(gradient));
        (parameter * gradient).sum().backward();
        return parameter;
    }
}
