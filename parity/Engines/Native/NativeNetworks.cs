using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Layers;
using Interop.Parity.Cases.Networks;

namespace Interop.Parity.Engines.Native;

/// <summary>Runs network cases on the engine.</summary>
internal static class NativeNetworks
{
    /// <summary>Output in training, all gradients, running statistics, output in use.</summary>
    public static NamedTensors Run(NetworkCase parityCase)
    {
        var outputs = new NamedTensors();
        outputs.Add("eval.output", Train(parityCase, outputs).Predict(parityCase.Inputs.Floats("input.0")));
        return outputs;
    }

    /// <summary>The network after its batch.</summary>
    /// <param name="parityCase">The case.</param>
    /// <param name="outputs">Takes the output in training, the gradients and the statistics.</param>
    public static Network Train(NetworkCase parityCase, NamedTensors outputs)
    {
        Layer[] layers = [.. parityCase.Steps.Select(step => Create(step.Options))];
        Network network = parityCase.IsGraph ? Graph(parityCase, layers) : new Sequential(layers);
        network.Build(parityCase.Sample);
        var weights = parityCase.Steps.SelectMany((step, i) => step.Weights.Select(weight =>
            (Name: FormattableString.Invariant($"{i}.{weight.Name}"), Parameter: layers[i].Parameters.Single(parameter => parameter.Name == weight.Name)))).ToArray();
        foreach (var (name, parameter) in weights)
        {
            parameter.Write(parityCase.Inputs.Floats(name));
        }

        network.Compile(new SGD(), new ScriptedSlope());
        var session = network.StartTraining(parityCase.BatchSize, inputGradients: true);
        var output = session.Forward(parityCase.Inputs.Floats("input.0"));
        session.Cost(Slope.For(parityCase.Inputs, output.Shape));
        session.Backward();
        outputs.Add("output", output);
        outputs.Add("gradient.input.0", session.InputGradient());
        foreach (var (name, parameter) in weights)
        {
            outputs.Add(parameter.IsTrainable ? $"gradient.{name}" : name, parameter.IsTrainable ? session.Gradient(parameter) : parameter.Read());
        }

        return network;
    }

    private static Model Graph(NetworkCase parityCase, Layer[] layers)
    {
        var input = Symbol.Input(parityCase.Sample, "input.0");
        var last = input;
        var results = new List<Symbol>();
        for (var i = 0; i < layers.Length; i++)
        {
            last = parityCase.Steps[i].With is { } other ? layers[i].Call(last, other < 0 ? input : results[other]) : layers[i].Call(last);
            results.Add(last);
        }

        return new Model(input, last);
    }

    private static Layer Create(LayerOptions options) => options switch
    {
        FunctionOptions function => new Activation(NativeActivations.Create(function.Function, function.Function.EndsWith("softmax", StringComparison.Ordinal) ? -1 : null)),
        NormalizedOptions => new BatchNormalization(),
        _ => NativeLayers.Create(options),
    };
}
