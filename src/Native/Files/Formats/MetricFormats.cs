using Interop.Native.Losses;
using Interop.Native.Metrics;

namespace Interop.Native.Files.Formats;

/// <summary>How metrics are written and read.</summary>
internal static class MetricFormats
{
    public static void AddTo(ComponentTable<Metric> table)
    {
        table.Add<Accuracy>(
            (m, o) =>
            {
                WriteAnswers(m, o);
                o.Write("exactMatch", m.ExactMatch);
            },
            o => new Accuracy(o.GetDouble("threshold", 0.5))
            {
                ExactMatch = o.GetBoolean("exactMatch", false),
                Kind = KindOf(o),
                IgnoreIndex = o.GetInt32("ignoreIndex", -100),
            });
        table.Add<ConfusionMatrix>(WriteAnswers, o => new ConfusionMatrix
        {
            Kind = KindOf(o),
            Threshold = o.GetDouble("threshold", 0.5),
            IgnoreIndex = o.GetInt32("ignoreIndex", -100),
        });
        AddAveraged(table);
        table.Add<LogLoss>(
            (m, o) =>
            {
                o.Write("epsilon", m.Epsilon);
                o.WriteName<PredictionKind>("predictions", m.Kind);
                o.Write("ignoreIndex", m.IgnoreIndex);
            },
            o => new LogLoss(o.GetSingle("epsilon", 1.1920929e-7f)) { Kind = KindOf(o), IgnoreIndex = o.GetInt32("ignoreIndex", -100) });
        table.Add<LossMetric>(
            (m, o) =>
            {
                o.Write("loss", m.Loss);
                o.Write("name", m.Name);
            },
            o => new LossMetric(o.FindLoss("loss") ?? throw o.Missing("loss"), o.FindText("name")));
        table.Add(() => new RSquared());
        table.Add<RocAuc>(
            (m, o) =>
            {
                o.WriteName<Averaging>("averaging", m.Averaging);
                WriteAnswers(m, o);
            },
            o => new RocAuc(o.GetName("averaging", Averaging.Automatic))
            {
                Kind = KindOf(o),
                Threshold = o.GetDouble("threshold", 0.5),
                IgnoreIndex = o.GetInt32("ignoreIndex", -100),
            });
        table.Add<TopKAccuracy>(
            (m, o) =>
            {
                o.Write("k", m.K);
                o.WriteName<TopKTies>("ties", m.Ties);
                WriteAnswers(m, o);
            },
            o => new TopKAccuracy(o.GetInt32("k", 5))
            {
                Ties = o.GetName("ties", default(TopKTies)),
                Kind = KindOf(o),
                Threshold = o.GetDouble("threshold", 0.5),
                IgnoreIndex = o.GetInt32("ignoreIndex", -100),
            });
    }

    private static void AddAveraged(ComponentTable<Metric> table)
    {
        table.Add<F1>(WriteAveraged, o => new F1(o.GetName("averaging", Averaging.Automatic))
        {
            ZeroDivision = o.GetDouble("zeroDivision", 0),
            CountsAbsentClasses = o.GetBoolean("countsAbsentClasses", false),
            Kind = KindOf(o),
            Threshold = o.GetDouble("threshold", 0.5),
            IgnoreIndex = o.GetInt32("ignoreIndex", -100),
        });
        table.Add<Precision>(WriteAveraged, o => new Precision(o.GetName("averaging", Averaging.Automatic))
        {
            ZeroDivision = o.GetDouble("zeroDivision", 0),
            CountsAbsentClasses = o.GetBoolean("countsAbsentClasses", false),
            Kind = KindOf(o),
            Threshold = o.GetDouble("threshold", 0.5),
            IgnoreIndex = o.GetInt32("ignoreIndex", -100),
        });
        table.Add<Recall>(WriteAveraged, o => new Recall(o.GetName("averaging", Averaging.Automatic))
        {
            ZeroDivision = o.GetDouble("zeroDivision", 0),
            CountsAbsentClasses = o.GetBoolean("countsAbsentClasses", false),
            Kind = KindOf(o),
            Threshold = o.GetDouble("threshold", 0.5),
            IgnoreIndex = o.GetInt32("ignoreIndex", -100),
        });
    }

    private static PredictionKind KindOf(OptionReader options) => options.GetName("predictions", default(PredictionKind));

    private static void WriteAveraged(AveragedMetric metric, OptionWriter options)
    {
        options.WriteName<Averaging>("averaging", metric.Averaging);
        options.Write("zeroDivision", metric.ZeroDivision);
        options.Write("countsAbsentClasses", metric.CountsAbsentClasses);
        WriteAnswers(metric, options);
    }

    // A metric's Kind, of predictions, stands under another name, since 'kind' is that of the component.
    private static void WriteAnswers(ClassificationMetric metric, OptionWriter options)
    {
        options.WriteName<PredictionKind>("predictions", metric.Kind);
        options.Write("threshold", metric.Threshold);
        options.Write("ignoreIndex", metric.IgnoreIndex);
    }
}
