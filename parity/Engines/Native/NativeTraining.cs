using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Training;

namespace Interop.Parity.Engines.Native;

/// <summary>Runs training cases on the engine.</summary>
internal static class NativeTraining
{
    /// <summary>Initial weights, the loss of each step, and the weights at the end.</summary>
    public static NamedTensors Run(TrainingCase parityCase)
    {
        var features = parityCase.Inputs.Floats("features");
        var classes = parityCase.Inputs.Floats("classes");
        var network = Create(parityCase);
        network.Build(features.Shape.Skip(1));
        network.Compile(NativeOptimizers.Create(parityCase.Options), new CategoricalCrossentropy(fromLogits: true));
        var session = network.StartTraining(parityCase.BatchSize, targetShapes: [[]]);
        var outputs = new NamedTensors();
        NativeInitializers.AddState(outputs, network, "initial.");
        var losses = new float[parityCase.Steps];
        for (var step = 1; step <= parityCase.Steps; step++)
        {
            var row = parityCase.FirstRow(step);
            session.Forward(features.Rows(row, parityCase.BatchSize));
            losses[step - 1] = (float)session.Cost(classes.Rows(row, parityCase.BatchSize));
            session.Backward();
            session.Step();
        }

        outputs.Add("losses", losses);
        NativeInitializers.AddState(outputs, network, "final.");
        return outputs;
    }

    private static Sequential Create(TrainingCase parityCase)
    {
        var network = new Sequential { Generator = new TorchGenerator(parityCase.Seed, parityCase.Masks ?? BernoulliStream.MklMcg31) };
        AddConvolutions(network, parityCase);
        for (var layer = 1; layer < parityCase.Widths.Count - 1; layer++)
        {
            network.Add(new Dense(parityCase.Widths[layer], useBias: !parityCase.Normalized));
            if (parityCase.Normalized)
            {
                network.Add(new BatchNormalization());
            }

            network.Add(new Activation("relu"));
            if (parityCase.DropoutRate > 0)
            {
                network.Add(new Dropout(parityCase.DropoutRate));
            }
        }

        network.Add(new Dense(parityCase.Widths[^1]));
        return network;
    }

    private static void AddConvolutions(Sequential network, TrainingCase parityCase)
    {
        if (parityCase.Channels.Count == 0)
        {
            return;
        }

        foreach (var filters in parityCase.Channels.Skip(1))
        {
            network.Add(new Conv2D(filters, 3, useBias: !parityCase.Normalized));
            if (parityCase.Normalized)
            {
                network.Add(new BatchNormalization());
            }

            network.Add(new Activation("relu"));
        }

        network.Add(new MaxPool2D(2));
        if (parityCase.DropoutRate > 0)
        {
            network.Add(new Dropout(parityCase.DropoutRate));
        }

        network.Add(new Flatten());
    }
}
