using Interop.Native.Losses;

namespace Interop.Native.Metrics;

/// <summary>The names by which metrics may be given: Keras' own, and scikit-learn's where Keras has none.</summary>
public static class MetricNames
{
    private static readonly Dictionary<string, Func<Metric>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["acc"] = () => new Accuracy(),
        ["accuracy"] = () => new Accuracy(),
        ["auc"] = () => new RocAuc(),
        ["binary_accuracy"] = () => new Accuracy { Kind = PredictionKind.Labels },
        ["categorical_accuracy"] = () => new Accuracy { Kind = PredictionKind.Classes },
        ["confusion_matrix"] = () => new ConfusionMatrix(),
        ["f1"] = () => new F1(),
        ["f1_score"] = () => new F1(),
        ["log_loss"] = () => new LogLoss(),
        ["mae"] = () => Of(new MeanAbsoluteError { Reduction = Reduction.WeightedMean }, "mae"),
        ["mean_absolute_error"] = () => Of(new MeanAbsoluteError { Reduction = Reduction.WeightedMean }, "mean_absolute_error"),
        ["mean_squared_error"] = () => Of(new MeanSquaredError { Reduction = Reduction.WeightedMean }, "mean_squared_error"),
        ["mse"] = () => Of(new MeanSquaredError { Reduction = Reduction.WeightedMean }, "mse"),
        ["precision"] = () => new Precision(),
        ["r2"] = () => new RSquared(),
        ["r2_score"] = () => new RSquared(),
        ["recall"] = () => new Recall(),
        ["roc_auc"] = () => new RocAuc(),
        ["sparse_categorical_accuracy"] = () => new Accuracy { Kind = PredictionKind.Classes },
        ["sparse_top_k_categorical_accuracy"] = () => new TopKAccuracy { Ties = TopKTies.RightClass },
        ["top_k_accuracy"] = () => new TopKAccuracy(),
        ["top_k_categorical_accuracy"] = () => new TopKAccuracy { Ties = TopKTies.RightClass },
    };

    /// <summary>All names, sorted.</summary>
    public static IEnumerable<string> All => Known.Keys.Order(StringComparer.Ordinal);

    /// <summary>The metric of a name.</summary>
    /// <param name="name">The name; case does not matter.</param>
    /// <exception cref="ArgumentException">No metric has that name.</exception>
    public static Metric Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Known.TryGetValue(name, out var create)
            ? create()
            : throw new ArgumentException($"There is no metric '{name}'; known are {string.Join(", ", All)}.", nameof(name));
    }

    private static LossMetric Of(Loss loss, string name) => new(loss, name);
}
