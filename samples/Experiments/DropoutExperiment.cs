using Interop.Charts;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Training;

namespace Interop.Samples.Experiments;

/// <summary>A network that is large for its 200 samples learns them by heart; dropout keeps it from doing so.</summary>
internal static class DropoutExperiment
{
    private const int Epochs = 60;

    private static readonly double[] Rates = [0, 0.5];

    /// <summary>Trains with and without dropout.</summary>
    public static ExperimentResult Run()
    {
        var data = DigitsExample.Load(trainingSamples: 200);
        var table = new ResultTable("dropout", "training loss", "validation loss", "gap", "validation accuracy");
        var series = new List<ChartSeries>();
        foreach (var rate in Rates)
        {
            var history = Train(data, rate);
            double training = history["trained_loss"][^1], validation = history["val_loss"][^1];
            table.Add($"{rate:0.0}", $"{training:0.0000}", $"{validation:0.0000}", $"{validation - training:0.0000}", $"{history["val_accuracy"][^1]:0.0000}");
            var name = rate == 0 ? "without" : "with dropout";
            series.Add(ChartSeries.Of($"{name}: training", history["trained_loss"]));
            series.Add(ChartSeries.Of($"{name}: validation", history["val_loss"]));
        }

        var picture = new LineChart("Loss without dropout and with it", "epoch", "cross-entropy") { Series = series, Logarithmic = true, Width = 640, Height = 340 };
        return new ExperimentResult(table, new Dictionary<string, SvgDrawing> { ["dropout"] = picture.Draw() });
    }

    // While dropout drops units, the loss of training is that of the thinned networks; both sides are measured as in use here.
    private static Dictionary<string, IReadOnlyList<double>> Train(DigitsExample data, double rate)
    {
        var network = new Sequential(
            new Dense(256, activation: "relu"), new Dropout(rate), new Dense(256, activation: "relu"), new Dropout(rate), new Dense(10))
        {
            Generator = new TorchGenerator(7),
        };
        network.Compile(new Adam(0.002f), new CategoricalCrossentropy(fromLogits: true), "accuracy");
        var trained = new List<double>();
        var measure = new LambdaCallback(onEpochEnd: (_, _) => trained.Add(network.Evaluate(data.Train)["loss"]));
        var history = network.Fit(data.Train, batchSize: 32, epochs: Epochs, validationData: data.Validation, callbacks: [measure]);
        return new Dictionary<string, IReadOnlyList<double>>
        {
            ["trained_loss"] = trained, ["val_loss"] = history["val_loss"], ["val_accuracy"] = history["val_accuracy"],
        };
    }
}
