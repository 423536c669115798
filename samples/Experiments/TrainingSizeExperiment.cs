using Interop.Charts;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Training;

namespace Interop.Samples.Experiments;

/// <summary>The same network on ever larger parts of the digits.</summary>
internal static class TrainingSizeExperiment
{
    private static readonly int[] Sizes = [50, 100, 200, 400, 800, 1200];

    /// <summary>Trains on each part.</summary>
    public static ExperimentResult Run()
    {
        var data = DigitsExample.Load(trainingSamples: 1200);
        var points = LearningCurve.Measure(
            data.Train,
            Sizes,
            data.Validation,
            () =>
            {
                var network = new Sequential(new Dense(64, activation: "relu"), new Dense(10)) { Generator = new TorchGenerator(3) };
                network.Compile(new Adam(0.002f), new CategoricalCrossentropy(fromLogits: true), "accuracy");
                return network;
            },
            (network, samples) => network.Fit(samples, batchSize: 32, epochs: 60),
            new TorchGenerator(2));
        var table = new ResultTable("samples", "training accuracy", "validation accuracy");
        foreach (var point in points)
        {
            table.Add($"{point.Size}", $"{point.Training["accuracy"]:0.0000}", $"{point.Validation["accuracy"]:0.0000}");
        }

        var picture = new LineChart("Accuracy over the number of training samples", "samples", "accuracy")
        {
            Series =
            [
                new ChartSeries("training", [.. points.Select(point => ((double)point.Size, point.Training["accuracy"]))]),
                new ChartSeries("validation", [.. points.Select(point => ((double)point.Size, point.Validation["accuracy"]))]),
            ],
        };
        return new ExperimentResult(table, new Dictionary<string, SvgDrawing> { ["training-size"] = picture.Draw() });
    }
}
