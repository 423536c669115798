using Interop.Parity.Cases;
using Interop.Parity.Cases.Activations;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Runs activation cases on TorchSharp.</summary>
internal static class TorchSharpActivations
{
    /// <summary>Why TorchSharp cannot run a case; null where it can.</summary>
    public static string? WhyNot(ActivationCase parityCase) =>
        parityCase.Function == "gelu_tanh" ? "TorchSharp 0.106 has GELU in its exact form only" : null;

    /// <summary>Output and input gradient.</summary>
    public static NamedTensors Run(ActivationCase parityCase)
    {
        var x = parityCase.Inputs.Torch("input.0").requires_grad_();
        return TorchSharpLayers.Pass(parityCase, Output(parityCase.Function, parityCase.Option, x), [x], new Dictionary<string, torch.Tensor>());
    }

    /// <summary>The output of a function by its name.</summary>
    public static torch.Tensor Output(string function, double? option, torch.Tensor x) => function switch
    {
        "relu" => functional.relu(x),
        "relu6" => functional.relu6(x),
        "leaky_relu" => functional.leaky_relu(x, option ?? 0.01),
        "elu" => functional.elu(x, option ?? 1),
        "selu" => functional.selu(x),
        "sigmoid" => functional.sigmoid(x),
        "hardsigmoid" => functional.hardsigmoid(x),
        "tanh" => functional.tanh(x),
        "softsign" => functional.softsign(x),
        "silu" => functional.silu(x),
        "hardswish" => functional.hardswish(x),
        "gelu" => functional.gelu(x),
        "hardtanh" => functional.hardtanh(x, -(option ?? 1), option ?? 1),
        "softplus" => functional.softplus(x, option ?? 1),
        "identity" => x * 1,
        "softmax" => functional.softmax(x, (long)option!),
        "log_softmax" => functional.log_softmax(x, (long)option!),
        _ => throw new NotSupportedException($"TorchSharp has no activation for '{function}'."),
    };
}
