using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Activations;

namespace Interop.Parity.Engines.Native;

/// <summary>Runs activation cases on the engine.</summary>
internal static class NativeActivations
{
    /// <summary>Output and input gradient.</summary>
    public static NamedTensors Run(ActivationCase parityCase)
    {
        var (network, layer, inputs) = Build(parityCase);
        return NativeLayers.Pass(network, layer, parityCase, inputs, []);
    }

    /// <summary>A network of the function alone, and its input.</summary>
    public static (Network Network, Layer Layer, Tensor[] Inputs) Build(ActivationCase parityCase)
    {
        var layer = new Activation(Create(parityCase.Function, parityCase.Option));
        var network = new Sequential(layer);
        network.Build(parityCase.Shape.Skip(1));
        return (network, layer, [parityCase.Inputs.Floats("input.0")]);
    }

    /// <summary>The engine's function of a name.</summary>
    public static ActivationFunction Create(string function, double? option) => function switch
    {
        "relu" => new ReLU(),
        "relu6" => new ReLU6(),
        "leaky_relu" => option is { } slope ? new LeakyReLU((float)slope) : new LeakyReLU(),
        "elu" => option is { } alpha ? new ELU((float)alpha) : new ELU(),
        "selu" => new SELU(),
        "sigmoid" => new Sigmoid(),
        "hardsigmoid" => new HardSigmoid(),
        "tanh" => new Tanh(),
        "softsign" => new Softsign(),
        "silu" => new Swish(),
        "hardswish" => new HardSwish(),
        "gelu" => new GELU(),
        "gelu_tanh" => new GELU(approximate: true),
        "softplus" => option is { } beta ? new Softplus((float)beta) : new Softplus(),
        "hardtanh" => option is { } bound ? new HardTanh(-(float)bound, (float)bound) : new HardTanh(),
        "identity" => new Identity(),
        "softmax" => new Softmax((int)option!),
        "log_softmax" => new LogSoftmax((int)option!),
        _ => throw new NotSupportedException($"The native engine has no activation for '{function}'."),
    };
}
