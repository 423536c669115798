using Interop.Charts;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Regularizers;

namespace Interop.Samples.Experiments;

/// <summary>L1 drives weights to zero one by one, L2 makes all of them small.</summary>
internal static class PenaltiesExperiment
{
    private const int Epochs = 60;

    // Subgradient steps swing about zero by about the learning rate times λ; what lies within is as good as zero.
    private const float AlmostZero = 1e-3f;

    private static readonly (string Name, Regularizer? Penalty)[] Penalties = [("none", null), ("L1", new L1(0.001f)), ("L2", new L2(0.003f))];

    /// <summary>Trains without penalty, with L1 and with L2.</summary>
    public static ExperimentResult Run()
    {
        var data = DigitsExample.Load(trainingSamples: 600);
        var table = new ResultTable("penalty", "weights near 0", "Σ|w|", "Σw²", "training accuracy", "validation accuracy");
        var pictures = new Dictionary<string, SvgDrawing>();
        foreach (var (name, penalty) in Penalties)
        {
            var hidden = new Dense(64, activation: "relu") { KernelRegularizer = penalty };
            var network = new Sequential(hidden, new Dense(10)) { Generator = new TorchGenerator(3) };
            network.Compile(new Adam(0.002f), new CategoricalCrossentropy(fromLogits: true), "accuracy");
            network.Fit(data.Train, batchSize: 32, epochs: Epochs);
            var weights = hidden.Weight!.Read().ToArray();
            table.Add(
                $"{name}",
                $"{(double)weights.Count(weight => Math.Abs(weight) < AlmostZero) / weights.Length:0.0 %}",
                $"{weights.Sum(weight => Math.Abs((double)weight)):0.0}",
                $"{weights.Sum(weight => (double)weight * weight):0.0}",
                $"{network.Evaluate(data.Train)["accuracy"]:0.0000}",
                $"{network.Evaluate(data.Validation)["accuracy"]:0.0000}");
            pictures[$"penalties-{name.ToLowerInvariant()}"] = new Histogram($"Weights of the hidden layer, penalty: {name}", "weight") { Bins = 61 }.Add(name, weights).Draw();
        }

        return new ExperimentResult(table, pictures);
    }
}
