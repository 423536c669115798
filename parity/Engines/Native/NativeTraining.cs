using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Training;

namespace Interop.Parity.Engines.Native;

/// <summary>Runs training cases on the engine.</summary>
internal static class NativeTraining
{
    /// <summary>Initial weights, the first step, the loss of each step, the weights at the end and what they make of the data.</summary>
    public static NamedTensors Run(TrainingCase parityCase)
    {
        var outputs = new NamedTensors();
        var network = Train(parityCase, outputs);
        outputs.Add("final.output", network.Predict(parityCase.Inputs.Floats("features")));
        return outputs;
    }

    /// <summary>The trained network.</summary>
    /// <param name="parityCase">The case.</param>
    /// <param name="outputs">Takes the outputs along the way.</param>
    public static Sequential Train(TrainingCase parityCase, NamedTensors outputs)
    {
        var features = parityCase.Inputs.Floats("features");
        var classes = parityCase.Inputs.Floats("classes");
        var network = Create(parityCase);
        network.Build(features.Shape.Skip(1));
        network.Compile(NativeOptimizers.Create(parityCase.Options), new CategoricalCrossentropy(fromLogits: true));
        var session = network.StartTraining(parityCase.BatchSize, targetShapes: [[]]);
        NativeInitializers.AddState(outputs, network, "initial.");
        var losses = new float[parityCase.Steps];
        for (var step = 1; step <= parityCase.Steps; step++)
        {
            var row = parityCase.FirstRow(step);
            var logits = session.Forward(features.Rows(row, parityCase.BatchSize));
            losses[step - 1] = (float)session.Cost(classes.Rows(row, parityCase.BatchSize));
            session.Backward();
            if (step == 1)
            {
                outputs.Add("first.output", logits);
                AddTrainable(outputs, network, "first.gradient.", session.Gradient);
            }

            session.Step();
            if (step == 1)
            {
                AddTrainable(outputs, network, "first.value.", parameter => parameter.Read());
            }
        }

        outputs.Add("losses", losses);
        NativeInitializers.AddState(outputs, network, "final.");
        return network;
    }

    private static void AddTrainable(NamedTensors outputs, Network network, string prefix, Func<Parameter, Tensor> read)
    {
        foreach (var (name, parameter) in network.NamedParameters.Where(named => named.Parameter.IsTrainable))
        {
            outputs.Add(prefix + name, read(parameter));
        }
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

            network.Add(Function(parityCase));
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

            network.Add(Function(parityCase));
        }

        network.Add(parityCase.Smooth ? new AvgPool2D(2) : new MaxPool2D(2));
        if (parityCase.DropoutRate > 0)
        {
            network.Add(new Dropout(parityCase.DropoutRate));
        }

        network.Add(new Flatten());
    }

    private static Activation Function(TrainingCase parityCase) => new(parityCase.Smooth ? "tanh" : "relu");
}
