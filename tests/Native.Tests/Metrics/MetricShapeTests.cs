using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.Native.Training;

namespace Interop.Native.Tests.Metrics;

/// <summary>A metric that cannot measure what the network gives is refused before the first batch.</summary>
public class MetricShapeTests
{
    public static TheoryData<Metric, int, bool, string> Misfits => new()
    {
        { new RocAuc(Averaging.Micro), 3, false, "macro or weighted" },
        { new RocAuc(Averaging.Binary), 3, false, "two classes, got 3" },
        { new RocAuc(Averaging.Binary), 2, true, "two classes, got 2" },
        { new F1(Averaging.Binary), 3, false, "two classes, got 3" },
        { new Precision(Averaging.Binary), 2, true, "two classes, got 2" },
        { new TopKAccuracy(2), 3, true, "for labels use Accuracy" },
        { new ConfusionMatrix(), 3, true, "got 3 labels" },
        { new RSquared(), 3, false, "RSquared compares" },
        { new LossMetric(new MeanSquaredError()), 3, false, "MeanSquaredError compares" },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void A_metric_that_does_not_fit_is_refused_before_the_first_batch(Metric metric, int outputs, bool areLabels, string told)
    {
        var (network, x, y) = Make(outputs, areLabels, metric);
        var watch = new LambdaCallback(onBatchBegin: _ => Assert.Fail("The training has begun."));
        Assert.Contains(told, Assert.Throws<NetworkException>(() => network.Fit(x, y, callbacks: [watch])).Message, StringComparison.Ordinal);
        Assert.Contains(told, Assert.Throws<NetworkException>(() => network.Evaluate(x, y)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_that_fit_are_taken()
    {
        AssertTaken(3, false, new Accuracy(), new RocAuc(Averaging.Macro), new F1(), new TopKAccuracy(2), new ConfusionMatrix(), new LogLoss(), new Count());
        AssertTaken(2, true, new Accuracy(), new RocAuc(Averaging.Micro), new F1(Averaging.Micro), new RSquared(), new LogLoss(), new Count());
        AssertTaken(1, true, new F1(Averaging.Binary), new RocAuc(Averaging.Binary), new ConfusionMatrix());
    }

    private static void AssertTaken(int outputs, bool areLabels, params Metric[] metrics)
    {
        var (network, x, y) = Make(outputs, areLabels, metrics);
        var figures = network.Fit(x, y).Epochs[^1].Values;
        Assert.Equal(metrics.Select(metric => metric.Name).Prepend("loss").Order(), figures.Keys.Order());
    }

    private static (Sequential Network, Tensor X, Tensor Y) Make(int outputs, bool areLabels, params Metric[] metrics)
    {
        var network = new Sequential(new Dense(outputs));
        Loss loss = areLabels ? new BinaryCrossentropy(fromLogits: true) : new CategoricalCrossentropy(fromLogits: true);
        network.Compile("sgd", loss, metrics);
        var x = Tensor.From([4, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
        var y = areLabels ? new Tensor([4, outputs]) : Tensor.FromClasses([0, 1, 2, 0]);
        return (network, x, y);
    }

    /// <summary>A metric of one's own, of the four members that it must have.</summary>
    private sealed class Count : Metric
    {
        private int _seen;

        public override string Name => "count";

        public override double Result => _seen;

        public override void Reset() => _seen = 0;

        public override void Update(in LossInputs inputs) => _seen += inputs.BatchSize;
    }
}
