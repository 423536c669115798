using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Dropout;

namespace Interop.Parity.Engines.Native;

/// <summary>Runs dropout cases on the engine.</summary>
internal static class NativeDropout
{
    /// <summary>Output and input gradient of each batch.</summary>
    public static NamedTensors Run(DropoutCase parityCase)
    {
        var network = new Sequential(Create(parityCase)) { Generator = new TorchGenerator(parityCase.Seed, parityCase.Masks!.Value) };
        network.Build(parityCase.Shape.Skip(1));
        network.Compile(new SGD(), new ScriptedSlope());
        var session = network.StartTraining(parityCase.Shape[0], inputGradients: true);
        var outputs = new NamedTensors();
        for (var batch = 0; batch < parityCase.Batches; batch++)
        {
            outputs.Add($"output.{batch}", session.Forward(parityCase.Inputs.Floats($"input.{batch}")));
            session.Cost(parityCase.Inputs.Floats($"slope.{batch}"));
            session.Backward();
            outputs.Add($"gradient.{batch}", session.InputGradient());
        }

        if (parityCase.Kind == DropoutKind.Standard)
        {
            outputs.Add("eval.output", network.Predict(parityCase.Inputs.Floats("input.0")));
        }

        return outputs;
    }

    /// <summary>Output, input gradient and weight gradient of each batch of a layer whose weights are dropped.</summary>
    public static NamedTensors Run(DropConnectCase parityCase)
    {
        var inputs = parityCase.Inputs;
        var layer = new DropConnect(parityCase.Weight[0], parityCase.Rate);
        var network = new Sequential(layer) { Generator = new TorchGenerator(parityCase.Seed, parityCase.Masks!.Value) };
        network.Build(parityCase.Weight[1]);
        layer.Weight!.Write(inputs.Floats("weight"));
        layer.Bias!.Write(inputs.Floats("bias"));

        // What the initial weights drew is not part of the case.
        network.Generator.Reseed(parityCase.Seed);
        network.Compile(new SGD(), new ScriptedSlope());
        var session = network.StartTraining(parityCase.Samples, inputGradients: true);
        var outputs = new NamedTensors();
        for (var batch = 0; batch < parityCase.Batches; batch++)
        {
            outputs.Add($"output.{batch}", session.Forward(inputs.Floats($"input.{batch}")));
            session.Cost(inputs.Floats($"slope.{batch}"));
            session.Backward();
            outputs.Add($"gradient.input.{batch}", session.InputGradient());
            outputs.Add($"gradient.weight.{batch}", session.Gradient(layer.Weight));
            outputs.Add($"gradient.bias.{batch}", session.Gradient(layer.Bias));
        }

        return outputs;
    }

    private static Layer Create(DropoutCase parityCase) => (parityCase.Kind, parityCase.Shape.Rank) switch
    {
        (DropoutKind.Elements, _) => new Dropout(parityCase.Rate),
        (DropoutKind.Standard, _) => new Dropout(parityCase.Rate, DropoutForm.Standard),
        (DropoutKind.Alpha, _) => new AlphaDropout(parityCase.Rate),
        (_, 3) => new SpatialDropout1D(parityCase.Rate),
        (_, 4) => new SpatialDropout2D(parityCase.Rate),
        _ => new SpatialDropout3D(parityCase.Rate),
    };

    /// <summary>The output of one batch.</summary>
    public static NamedTensors Run(PublishedMaskCase parityCase)
    {
        var network = new Sequential(new Dropout(parityCase.Rate)) { Generator = new TorchGenerator(parityCase.Seed, parityCase.Masks!.Value) };
        network.Train();
        return new NamedTensors { { "output.0", network.Forward(parityCase.Inputs.Floats("input.0")) } };
    }
}
