using System.Globalization;
using Interop.Charts;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;

namespace Interop.Samples.Experiments;

/// <summary>Six layers of sigmoids, whose gradients all but vanish, with and without batch normalization before each.</summary>
internal static class BatchNormalizationExperiment
{
    private const int Epochs = 20;
    private const int HiddenLayers = 6;

    private static readonly float[] LearningRates = [0.05f, 0.5f];

    /// <summary>Trains both at two learning rates.</summary>
    public static ExperimentResult Run()
    {
        var data = DigitsExample.Load(trainingSamples: 1200);
        var table = new ResultTable("network", "learning rate", "first loss", "last loss", "validation accuracy");
        var series = new List<ChartSeries>();
        foreach (var normalized in (ReadOnlySpan<bool>)[false, true])
        {
            foreach (var learningRate in LearningRates)
            {
                var network = Network(normalized);
                network.Compile(new SGD(learningRate, momentum: 0.9f), new CategoricalCrossentropy(fromLogits: true), "accuracy");
                var history = network.Fit(data.Train, batchSize: 32, epochs: Epochs, validationData: data.Validation);
                var name = normalized ? "normalized" : "plain";
                table.Add($"{name}", $"{learningRate}", $"{history["loss"][0]:0.0000}", $"{history["loss"][^1]:0.0000}", $"{history["val_accuracy"][^1]:0.0000}");
                series.Add(ChartSeries.Of(string.Create(CultureInfo.InvariantCulture, $"{name}, rate {learningRate}"), history["loss"]));
            }
        }

        var picture = new LineChart("Six layers of sigmoids", "epoch", "training loss") { Series = series, Width = 640, Height = 340 };
        return new ExperimentResult(table, new Dictionary<string, SvgDrawing> { ["batch-normalization"] = picture.Draw() });
    }

    private static Sequential Network(bool normalized)
    {
        var network = new Sequential { Generator = new TorchGenerator(3) };
        for (var layer = 0; layer < HiddenLayers; layer++)
        {
            network.Add(new Dense(48, useBias: !normalized));
            if (normalized)
            {
                network.Add(new BatchNormalization());
            }

            network.Add(new Activation("sigmoid"));
        }

        network.Add(new Dense(10));
        return network;
    }
}
