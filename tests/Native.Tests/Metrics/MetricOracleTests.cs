using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Metrics;

/// <summary>Metrics against scikit-learn: <c>tests/oracles/metrics.py</c>.</summary>
public sealed class MetricOracleTests
{
    [Fact]
    public void Recorded_results_agree() => OracleFile.Recorded("Metrics/references/metrics.json.gz").AssertAll(Check);

    [Fact]
    public void Live_results_agree() => PythonOracle.Live("metrics.py", "sklearn").AssertAll(Check);

    private static void Check(OracleCase recorded)
    {
        var predictions = recorded.Tensor("predictions");
        var targets = recorded.Tensor("targets");
        var weights = recorded.HasTensor("sample_weights") ? recorded.Tensor("sample_weights") : null;
        foreach (var (name, expected) in recorded.Numbers("results"))
        {
            var metric = Metric(recorded.Name, name);
            Tolerance.Float32.AssertClose(expected, metric.Compute(predictions, targets, weights), name);
            Tolerance.Float32.AssertClose(expected, InBatches(metric, predictions, targets, weights), $"{name} in batches");
            if (recorded.HasTensor("logits"))
            {
                Tolerance.Accumulation.AssertClose(expected, metric.Compute(recorded.Tensor("logits"), targets, weights, fromLogits: true), $"{name} from logits");
            }
        }

        if (recorded.HasTensor("confusion"))
        {
            CheckTable(recorded, new ConfusionMatrix().Measure(predictions, targets, weights).Table);
            Tolerance.Float32.AssertClose(recorded.Doubles("precision"), [.. new Precision().Measure(predictions, targets, weights).PerClass], "precision");
            Tolerance.Float32.AssertClose(recorded.Doubles("recall"), [.. new Recall().Measure(predictions, targets, weights).PerClass], "recall");
            Tolerance.Float32.AssertClose(recorded.Doubles("f1"), [.. new F1().Measure(predictions, targets, weights).PerClass], "f1");
        }
    }

    private static void CheckTable(OracleCase recorded, ConfusionTable table)
    {
        Tolerance.Float32.AssertClose(recorded.Doubles("confusion"), [.. table.ToArray().Cast<double>()], "confusion");
        var all = Enumerable.Range(0, table.Classes);
        Tolerance.Float32.AssertClose(recorded.Doubles("precision"), [.. all.Select(table.Precision)], "table's precision");
        Tolerance.Float32.AssertClose(recorded.Doubles("recall"), [.. all.Select(table.Recall)], "table's recall");
        Tolerance.Float32.AssertClose(recorded.Doubles("f1"), [.. all.Select(table.F1)], "table's f1");
    }

    private static double InBatches(Metric metric, Tensor predictions, Tensor targets, Tensor? weights)
    {
        var copy = weights is null ? metric.Fresh() : metric.Weighted();
        for (var start = 0; start < predictions.Shape[0]; start += 7)
        {
            var count = Math.Min(7, predictions.Shape[0] - start);
            copy.Update(new LossInputs(
                count,
                predictions.Rows(start, count).Span,
                predictions.Shape.Skip(1),
                targets.Rows(start, count).Span,
                targets.Shape.Skip(1),
                weights is null ? default : weights.Rows(start, count).Span));
        }

        return copy.Result;
    }

    private static Metric Metric(string kind, string result)
    {
        var parts = result.Split('_');
        var of = kind == "labels" ? PredictionKind.Labels : PredictionKind.Unknown;
        var averaging = parts.Length > 1 && Enum.TryParse<Averaging>(parts[1], ignoreCase: true, out var named) ? named : Averaging.Automatic;
        var all = parts[^1] == "all";
        return parts[0] switch
        {
            "accuracy" => new Accuracy { Kind = of },
            "exact" => new Accuracy { Kind = of, ExactMatch = true },
            "precision" => new Precision(averaging) { Kind = of, CountsAbsentClasses = all },
            "recall" => new Recall(averaging) { Kind = of, CountsAbsentClasses = all },
            "f1" => new F1(averaging) { Kind = of, CountsAbsentClasses = all },
            "top" => new TopKAccuracy(int.Parse(parts[1])) { Ties = TopKTies.HigherIndex },
            "auc" => new RocAuc(averaging) { Kind = of },
            "log" => new LogLoss { Kind = of },
            _ => MetricNames.Find(result),
        };
    }
}
