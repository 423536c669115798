using Interop.Charts;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;

namespace Interop.Samples.Experiments;

/// <summary>The same network from the same weights, in the same order of samples, under different optimizers.</summary>
internal static class OptimizersExperiment
{
    private const int Epochs = 15;

    private static readonly (string Name, Optimizer Optimizer)[] Optimizers =
    [
        ("SGD", new SGD(0.05f)),
        ("momentum", new SGD(0.05f, momentum: 0.9f)),
        ("AdaGrad", new Adagrad(0.02f)),
        ("RMSprop", new RMSprop(0.002f)),
        ("Adam", new Adam(0.002f)),
        ("AdamW", new AdamW(0.002f)),
    ];

    /// <summary>Trains with each.</summary>
    public static ExperimentResult Run()
    {
        var data = DigitsExample.Load(trainingSamples: 1200);
        var table = new ResultTable("optimizer", "first loss", "last loss", "validation accuracy");
        var series = new List<ChartSeries>();
        foreach (var (name, optimizer) in Optimizers)
        {
            var network = new Sequential(new Dense(64, activation: "relu"), new Dense(10)) { Generator = new TorchGenerator(3) };
            network.Compile(optimizer, new CategoricalCrossentropy(fromLogits: true), "accuracy");
            var history = network.Fit(data.Train, batchSize: 32, epochs: Epochs, validationData: data.Validation);
            table.Add($"{name}", $"{history["loss"][0]:0.0000}", $"{history["loss"][^1]:0.0000}", $"{history["val_accuracy"][^1]:0.0000}");
            series.Add(ChartSeries.Of(name, history["loss"]));
        }

        var picture = new LineChart("Training loss by optimizer", "epoch", "cross-entropy") { Series = series, Logarithmic = true, Width = 640, Height = 340 };
        return new ExperimentResult(table, new Dictionary<string, SvgDrawing> { ["optimizers"] = picture.Draw() });
    }
}
