using Interop.Native.Losses;
using Interop.Native.Metrics;

namespace Interop.Native.Files.Formats;

/// <summary>How metrics are written and read.</summary>
internal static class MetricFormats
{
    public static void AddTo(ComponentTable<Metric> table)
    {
        table.Add<Accuracy>(o => new Accuracy(Threshold(o))
        {
            ExactMatch = o.GetBoolean("exactMatch", m => m.ExactMatch, false),
            Kind = Predictions(o),
            IgnoreIndex = IgnoreIndex(o),
        });
        table.Add<ConfusionMatrix>(o => new ConfusionMatrix { Kind = Predictions(o), Threshold = Threshold(o), IgnoreIndex = IgnoreIndex(o) });
        table.Add<F1>(o => new F1(Averaging(o))
        {
            ZeroDivision = ZeroDivision(o),
            CountsAbsentClasses = CountsAbsentClasses(o),
            Kind = Predictions(o),
            Threshold = Threshold(o),
            IgnoreIndex = IgnoreIndex(o),
        });
        table.Add<LogLoss>(o => new LogLoss(o.GetSingle("epsilon", m => m.Epsilon, 1.1920929e-7f))
        {
            Kind = o.GetName("predictions", m => m.Kind, default),
            IgnoreIndex = o.GetInt32("ignoreIndex", m => m.IgnoreIndex, -100),
        });
        table.Add<LossMetric>(o => new LossMetric(o.GetLoss("loss", m => m.Loss), o.FindText("name", m => m.Name)));
        table.Add<Precision>(o => new Precision(Averaging(o))
        {
            ZeroDivision = ZeroDivision(o),
            CountsAbsentClasses = CountsAbsentClasses(o),
            Kind = Predictions(o),
            Threshold = Threshold(o),
            IgnoreIndex = IgnoreIndex(o),
        });
        table.Add(() => new RSquared());
        table.Add<Recall>(o => new Recall(Averaging(o))
        {
            ZeroDivision = ZeroDivision(o),
            CountsAbsentClasses = CountsAbsentClasses(o),
            Kind = Predictions(o),
            Threshold = Threshold(o),
            IgnoreIndex = IgnoreIndex(o),
        });
        table.Add<RocAuc>(o => new RocAuc(o.GetName("averaging", m => m.Averaging, Metrics.Averaging.Automatic))
        {
            Kind = Predictions(o),
            Threshold = Threshold(o),
            IgnoreIndex = IgnoreIndex(o),
        });
        table.Add<TopKAccuracy>(o => new TopKAccuracy(o.GetInt32("k", m => m.K, 5))
        {
            Ties = o.GetName("ties", m => m.Ties, default),
            Kind = Predictions(o),
            Threshold = Threshold(o),
            IgnoreIndex = IgnoreIndex(o),
        });
    }

    private static Averaging Averaging<T>(ComponentOptions<T> options)
        where T : AveragedMetric => options.GetName("averaging", m => m.Averaging, Metrics.Averaging.Automatic);

    private static double ZeroDivision<T>(ComponentOptions<T> options)
        where T : AveragedMetric => options.GetDouble("zeroDivision", m => m.ZeroDivision, 0);

    private static bool CountsAbsentClasses<T>(ComponentOptions<T> options)
        where T : AveragedMetric => options.GetBoolean("countsAbsentClasses", m => m.CountsAbsentClasses, false);

    // A metric's Kind, of predictions, stands under another name, since 'kind' is that of the component.
    private static PredictionKind Predictions<T>(ComponentOptions<T> options)
        where T : ClassificationMetric => options.GetName("predictions", m => m.Kind, default);

    private static double Threshold<T>(ComponentOptions<T> options)
        where T : ClassificationMetric => options.GetDouble("threshold", m => m.Threshold, 0.5);

    private static int IgnoreIndex<T>(ComponentOptions<T> options)
        where T : ClassificationMetric => options.GetInt32("ignoreIndex", m => m.IgnoreIndex, -100);
}
