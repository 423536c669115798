using Interop.Parity.Cases;
using Interop.Parity.Cases.Training;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Runs training cases on TorchSharp.</summary>
internal static class TorchSharpTraining
{
    /// <summary>Initial weights, the first step, the loss of each step, the weights at the end and what they make of the data.</summary>
    public static NamedTensors Run(TrainingCase parityCase)
    {
        var features = parityCase.Inputs.Torch("features");
        var classes = parityCase.Inputs.Torch("classes").to(torch.ScalarType.Int64);
        using var network = Create(parityCase);
        using var optimizer = TorchSharpOptimizers.Create(parityCase.Options, network.parameters());
        var outputs = new NamedTensors();
        TorchSharpInitializers.AddState(outputs, network, "initial.");
        var losses = new float[parityCase.Steps];
        network.train();
        for (var step = 1; step <= parityCase.Steps; step++)
        {
            using var scope = torch.NewDisposeScope();
            var row = parityCase.FirstRow(step);
            optimizer.zero_grad();
            var logits = network.call(features.narrow(0, row, parityCase.BatchSize));
            var loss = functional.cross_entropy(logits, classes.narrow(0, row, parityCase.BatchSize));
            loss.backward();
            if (step == 1)
            {
                outputs.Add("first.output", logits);
                AddParameters(outputs, network, "first.gradient.", parameter => parameter.grad!);
            }

            optimizer.step();
            if (step == 1)
            {
                AddParameters(outputs, network, "first.value.", parameter => parameter);
            }

            losses[step - 1] = loss.item<float>();
        }

        outputs.Add("losses", losses);
        TorchSharpInitializers.AddState(outputs, network, "final.");
        network.eval();
        outputs.Add("final.output", network.call(features));
        return outputs;
    }

    private static void AddParameters(NamedTensors outputs, Module network, string prefix, Func<global::TorchSharp.Modules.Parameter, torch.Tensor> read)
    {
        foreach (var (name, parameter) in network.named_parameters())
        {
            outputs.Add(prefix + name, read(parameter));
        }
    }

    private static global::TorchSharp.Modules.Sequential Create(TrainingCase parityCase)
    {
        var layers = new List<Module<torch.Tensor, torch.Tensor>>();
        AddConvolutions(layers, parityCase);
        for (var layer = 1; layer < parityCase.Widths.Count - 1; layer++)
        {
            layers.Add(Linear(parityCase.Widths[layer - 1], parityCase.Widths[layer], hasBias: !parityCase.Normalized));
            if (parityCase.Normalized)
            {
                layers.Add(BatchNorm1d(parityCase.Widths[layer]));
            }

            layers.Add(Function(parityCase));
            if (parityCase.DropoutRate > 0)
            {
                layers.Add(Dropout(parityCase.DropoutRate));
            }
        }

        layers.Add(Linear(parityCase.Widths[^2], parityCase.Widths[^1]));
        return Sequential(layers);
    }

    private static void AddConvolutions(List<Module<torch.Tensor, torch.Tensor>> layers, TrainingCase parityCase)
    {
        if (parityCase.Channels.Count == 0)
        {
            return;
        }

        for (var i = 1; i < parityCase.Channels.Count; i++)
        {
            layers.Add(Conv2d(parityCase.Channels[i - 1], parityCase.Channels[i], 3, bias: !parityCase.Normalized));
            if (parityCase.Normalized)
            {
                layers.Add(BatchNorm2d(parityCase.Channels[i]));
            }

            layers.Add(Function(parityCase));
        }

        layers.Add(parityCase.Smooth ? AvgPool2d(2) : MaxPool2d(2));
        if (parityCase.DropoutRate > 0)
        {
            layers.Add(Dropout(parityCase.DropoutRate));
        }

        layers.Add(Flatten());
    }

    private static Module<torch.Tensor, torch.Tensor> Function(TrainingCase parityCase) => parityCase.Smooth ? Tanh() : ReLU();
}
