using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Metrics;

namespace Interop.Parity.Engines.Native;

/// <summary>Runs metric cases on the engine.</summary>
internal static class NativeMetrics
{
    /// <summary>The figure, and those of each class.</summary>
    public static NamedTensors Run(MetricCase parityCase)
    {
        var created = Create(parityCase);
        var metric = (parityCase.IsWeighted ? created.Weighted() : created)
            .Measure(parityCase.Inputs.Floats("predictions"), parityCase.Inputs.Floats("targets"), parityCase.Inputs.Find("sample_weight")?.ToTensor());
        var outputs = new NamedTensors { { "value", (float)metric.Result } };
        IReadOnlyList<double> each = metric switch
        {
            AveragedMetric averaged => averaged.PerClass,
            RocAuc area => area.PerClass,
            RSquared determination => determination.PerOutput,
            ConfusionMatrix confusion => [.. confusion.Table.ToArray().Cast<double>()],
            _ => [],
        };
        if (each.Count > 0)
        {
            outputs.Add("each", each.Select(figure => (float)figure).ToArray());
        }

        return outputs;
    }

    private static Metric Create(MetricCase parityCase)
    {
        var kind = parityCase.Form == MetricForm.Labels ? PredictionKind.Labels : PredictionKind.Unknown;
        return parityCase.Kind switch
        {
            MetricKind.Accuracy => new Accuracy { Kind = kind },
            MetricKind.ExactMatch => new Accuracy { Kind = kind, ExactMatch = true },
            MetricKind.TopK => new TopKAccuracy(MetricCase.K),
            MetricKind.Precision => new Precision(parityCase.Averaging) { Kind = kind },
            MetricKind.Recall => new Recall(parityCase.Averaging) { Kind = kind },
            MetricKind.F1 => new F1(parityCase.Averaging) { Kind = kind },
            MetricKind.Confusion => new ConfusionMatrix { Kind = kind },
            MetricKind.Auc => new RocAuc(parityCase.Averaging) { Kind = kind },
            MetricKind.LogLoss => new LogLoss { Kind = kind },
            _ => new RSquared(),
        };
    }
}
