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
        var network = new Sequential(new Dropout(parityCase.Rate)) { Generator = new TorchGenerator(parityCase.Seed, parityCase.Masks!.Value) };
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

        return outputs;
    }

    /// <summary>The output of one batch.</summary>
    public static NamedTensors Run(PublishedMaskCase parityCase)
    {
        var network = new Sequential(new Dropout(parityCase.Rate)) { Generator = new TorchGenerator(parityCase.Seed, parityCase.Masks!.Value) };
        network.Train();
        return new NamedTensors { { "output.0", network.Forward(parityCase.Inputs.Floats("input.0")) } };
    }
}
