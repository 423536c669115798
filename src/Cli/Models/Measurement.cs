using Interop.Cli.Inputs;
using Interop.Cli.Training;
using Interop.Native.Data;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Tensors;

namespace Interop.Cli.Models;

/// <summary>How good a model is on some samples.</summary>
/// <param name="Samples">How many samples there were.</param>
/// <param name="Figures">The figures by name.</param>
/// <param name="Confusion">How often each class was answered with each; null for regression.</param>
internal sealed record Measurement(int Samples, IReadOnlyList<KeyValuePair<string, double>> Figures, ConfusionTable? Confusion)
{
    private const int BatchSize = 256;

    /// <summary>Measures a model.</summary>
    /// <param name="predict">Its outputs for a batch.</param>
    /// <param name="data">The samples.</param>
    /// <param name="description">What they are.</param>
    public static Measurement Of(Func<Tensor, Tensor> predict, Dataset data, InputDescription description)
    {
        var isRegression = description.Task == TaskKind.Regression;
        var kind = isRegression ? PredictionKind.Values : description.IsBinary ? PredictionKind.Labels : PredictionKind.Classes;
        var confusion = isRegression ? null : new ConfusionMatrix();
        Metric[] metrics = isRegression ? Regression(description) : Classification();
        foreach (var (features, targets) in new DataLoader(data, Math.Min(BatchSize, data.Count)))
        {
            var outputs = predict(features);
            var inputs = new LossInputs(outputs.Shape[0], outputs.Span, outputs.Shape.Skip(1), targets.Span, targets.Shape.Skip(1)) { Kind = kind };
            foreach (var metric in metrics)
            {
                metric.Update(inputs);
            }

            confusion?.Update(inputs);
        }

        return new Measurement(data.Count, [.. metrics.Select(metric => KeyValuePair.Create(metric.Name, metric.Result))], confusion?.Table);
    }

    /// <summary>The metrics of a training: few, since they are told after every epoch.</summary>
    /// <param name="description">What is predicted.</param>
    public static Metric[] ForTraining(InputDescription description) => description.Task == TaskKind.Regression
        ? [new LabelError("mae", 1, description.LabelScale), new RSquared()]
        : [new Accuracy()];

    private static Metric[] Classification() =>
        [new Accuracy(), new LogLoss(), new Precision(), new Recall(), new F1(), new RocAuc()];

    private static Metric[] Regression(InputDescription description)
    {
        var scale = description.LabelScale;
        return
        [
            new LabelError("mae", 1, scale),
            new LabelError("mse", 2, scale),
            new RSquared(),
        ];
    }
}
