using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Metrics;

/// <summary>What every metric promises, by every name that is registered.</summary>
public sealed class MetricConformanceTests
{
    public static TheoryData<string> Names => [.. MetricNames.All];

    [Fact]
    public void Every_metric_has_a_name()
    {
        var named = MetricNames.All.Select(name => MetricNames.Find(name).GetType()).ToHashSet();
        var metrics = typeof(Metric).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Metric)) && !type.IsAbstract);
        Assert.All(metrics, type => Assert.Contains(type, named));
        Assert.Equal(MetricNames.All.Order(StringComparer.Ordinal), MetricNames.All);
        Assert.Contains("There is no metric 'accurracy'; known are acc, ", Assert.Throws<ArgumentException>(() => MetricNames.Find("accurracy")).Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Batches_add_up_to_the_whole_and_a_reset_forgets(string name)
    {
        var metric = MetricNames.Find(name);
        var (predictions, targets) = Data(name, 23);
        var whole = metric.Compute(predictions, targets);
        Assert.True(double.IsFinite(whole));
        Assert.True(double.IsNaN(metric.Result));
        for (var round = 0; round < 2; round++)
        {
            metric.Reset();
            for (var start = 0; start < 23; start += 4)
            {
                var count = Math.Min(4, 23 - start);
                metric.Update(new LossInputs(
                    count, predictions.Rows(start, count).Span, predictions.Shape.Skip(1), targets.Rows(start, count).Span, targets.Shape.Skip(1)));
            }

            Tolerance.Float64.AssertClose(whole, metric.Result, name);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_of_one_change_nothing_and_a_weight_of_two_is_a_sample_twice(string name)
    {
        var metric = MetricNames.Find(name);
        var (predictions, targets) = Data(name, 12);
        var ones = new Tensor([12]);
        ones.Span.Fill(1);
        Tolerance.Float64.AssertClose(metric.Compute(predictions, targets), metric.Compute(predictions, targets, ones), name);
        ones[5] = 2;
        int[] twice = [.. Enumerable.Range(0, 12), 5];
        Tolerance.Float32.AssertClose(metric.Compute(predictions.Gather(twice), targets.Gather(twice)), metric.Compute(predictions, targets, ones), name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_an_error_and_one_sample_is_not(string name)
    {
        var metric = MetricNames.Find(name);
        var (predictions, targets) = Data(name, 3);
        Assert.Contains("needs at least one sample", Assert.Throws<NetworkException>(() => metric.Compute(predictions.Rows(0, 0), targets.Rows(0, 0))).Message);
        Assert.Contains("both need the same first axis", Assert.Throws<NetworkException>(() => metric.Compute(predictions, targets.Rows(0, 2))).Message);
        Assert.Contains("one weight for each of 3 samples", Assert.Throws<NetworkException>(() => metric.Compute(predictions, targets, new Tensor([2]))).Message);
        var one = metric.Compute(predictions.Rows(0, 1), targets.Rows(0, 1));
        Assert.Equal(metric is RocAuc or RSquared, double.IsNaN(one));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_takes_part_in_training_and_evaluation(string name)
    {
        var (x, y) = Data(name, 40);
        var network = new Sequential(new Dense(6, activation: "softmax"));
        network.Compile("sgd", "categorical_crossentropy", MetricNames.Find(name));
        var oneHot = new Tensor([40, 6]);
        for (var i = 0; i < 40; i++)
        {
            oneHot[i, y.Count == 40 ? (int)y[i] : i % 6] = 1;
        }

        var history = network.Fit(x, oneHot, validationData: (x, oneHot));
        var metric = network.Metrics[0].Name;
        Assert.True(double.IsFinite(history[metric][0]));
        Assert.Equal(history[$"val_{metric}"][0], network.Evaluate(x, oneHot)[metric]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Counting_allocates_nothing_but_what_the_area_keeps(string name)
    {
        var metric = MetricNames.Find(name);
        var (predictions, targets) = Data(name, 16);
        var inputs = new LossInputs(16, predictions.Span, predictions.Shape.Skip(1), targets.Span, targets.Shape.Skip(1));
        var before = AllocatedBytes.Now;
        for (var i = 0; i < 80; i++)
        {
            before = i < 60 ? AllocatedBytes.Now : before;
            metric.Update(inputs);
        }

        if (metric is not RocAuc)
        {
            before.AssertNoMore();
        }
    }

    private static (Tensor Predictions, Tensor Targets) Data(string name, int samples)
    {
        var random = new TorchGenerator(4);
        var predictions = new Tensor([samples, 6]);
        random.FillUniform(predictions.Span, 0, 1);
        if (MetricNames.Find(name) is LossMetric or RSquared || name == "binary_accuracy")
        {
            var values = new Tensor([samples, 6]);
            random.FillUniform(values.Span, 0, 1);
            return (predictions, values);
        }

        var targets = new Tensor([samples]);
        for (var i = 0; i < samples; i++)
        {
            targets[i] = i % 6;
        }

        return (predictions, targets);
    }
}
