using Interop.Native.Metrics;
using static Interop.Parity.Cases.Metrics.MetricForm;
using static Interop.Parity.Cases.Metrics.MetricKind;

namespace Interop.Parity.Cases.Metrics;

/// <summary>Every metric of classes and of labels, with every averaging, with ties and with sample weights.</summary>
internal static class MetricCases
{
    /// <summary>All of them.</summary>
    public static IEnumerable<ParityCase> All() => Cases().Select(ParityCase (parityCase, i) => parityCase with { Seed = 3000 + (ulong)i });

    private static IEnumerable<MetricCase> Cases()
    {
        foreach (var suffix in (string[])["", "weighted"])
        {
            yield return new MetricCase(MetricKind.Accuracy, Classes, 60, 5, Suffix: suffix);
            yield return new MetricCase(MetricKind.Accuracy, Labels, 60, 1, Suffix: suffix);
            yield return new MetricCase(MetricKind.Accuracy, Labels, 40, 4, Suffix: suffix);
            yield return new MetricCase(ExactMatch, Labels, 80, 2, Suffix: suffix);
            yield return new MetricCase(TopK, Classes, 60, 7, Suffix: suffix);
            yield return new MetricCase(Confusion, Classes, 90, 4, Suffix: suffix);
            yield return new MetricCase(Confusion, Labels, 50, 1, Suffix: suffix);
            foreach (var kind in (MetricKind[])[MetricKind.Precision, MetricKind.Recall, MetricKind.F1])
            {
                yield return new MetricCase(kind, Labels, 50, 1, Suffix: suffix);
                foreach (var averaging in (Averaging[])[Averaging.Macro, Averaging.Micro, Averaging.Weighted])
                {
                    yield return new MetricCase(kind, Classes, 90, 4, averaging, suffix);
                    yield return new MetricCase(kind, Labels, 60, 3, averaging, suffix);
                }
            }

            yield return new MetricCase(Auc, Labels, 70, 1, Suffix: suffix);
            yield return new MetricCase(Auc, Classes, 90, 4, Averaging.Macro, suffix);
            yield return new MetricCase(Auc, Classes, 90, 4, Averaging.Weighted, suffix);
            yield return new MetricCase(Auc, Labels, 60, 3, Averaging.Macro, suffix);
            yield return new MetricCase(MetricKind.LogLoss, Classes, 60, 5, Suffix: suffix);
            yield return new MetricCase(MetricKind.LogLoss, Labels, 60, 3, Suffix: suffix);
            yield return new MetricCase(MetricKind.RSquared, Values, 40, 3, Suffix: suffix);
        }

        yield return new MetricCase(Auc, Labels, 70, 1, Suffix: "tied");
        yield return new MetricCase(Auc, Classes, 90, 4, Averaging.Macro, "tied");
        yield return new MetricCase(MetricKind.F1, Labels, 60, 3, Averaging.Macro, "tied");
    }
}
