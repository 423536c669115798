using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Layers;

public sealed class BatchNormalizationTests
{
    // One column of four values: mean 4, biased variance 5, unbiased 20/3.
    private static readonly Tensor Column = Tensor.From([4, 1], [1f, 3f, 5f, 7f]);

    [Theory]
    [InlineData(2, new[] { 1 }, 1)]
    [InlineData(5, new[] { 3 }, 1)]
    [InlineData(300, new[] { 2 }, 1)]
    [InlineData(4, new[] { 17 }, -1)]
    [InlineData(3, new[] { 2, 3, 2 }, 1)]
    [InlineData(1, new[] { 2, 1, 3 }, 1)]
    [InlineData(3, new[] { 2, 4 }, -1)]
    [InlineData(2, new[] { 2, 3, 2 }, 2)]
    public void Output_and_gradients_are_those_of_the_formula(int batch, int[] sample, int axis) =>
        LayerCheck.Run(
            new BatchNormalization(axis: axis, epsilon: 1e-3), [new Shape(sample)], batch, (x, w, n) => Formula(x[0], w[0], w[1], n, sample, axis, 1e-3));

    [Fact]
    public void Without_scale_and_center_there_is_no_parameter()
    {
        var layer = new BatchNormalization(scale: false, center: false, trackRunningStatistics: false);
        LayerCheck.Run(layer, [3], 6, (x, _, n) => Formula(x[0], null, null, n, [3], 1, 1e-5));
        Assert.Empty(layer.Parameters);
    }

    [Fact]
    public void PyTorch_keeps_the_unbiased_variance()
    {
        var probe = new LayerProbe(new BatchNormalization(), [Column]);
        Assert.Equal(0.1f * 4, probe.Parameter("running_mean").Storage[0], 1e-6f);
        Assert.Equal(0.9f + (0.1f * 20 / 3), probe.Parameter("running_var").Storage[0], 1e-6f);
        Assert.Equal(1, probe.Parameter("num_batches_tracked").Storage[0]);
    }

    [Fact]
    public void Keras_keeps_the_biased_variance_and_weighs_the_past()
    {
        var probe = new LayerProbe(new BatchNormalization(convention: BatchNormalizationConvention.Keras), [Column]);
        Assert.Equal(0.01f * 4, probe.Parameter("running_mean").Storage[0], 1e-6f);
        Assert.Equal(0.99f + (0.01f * 5), probe.Parameter("running_var").Storage[0], 1e-6f);
        Assert.Equal((7 - 4) / Math.Sqrt(5 + 1e-3), probe.Output.Span[3], 1e-6);
    }

    [Fact]
    public void The_lecture_keeps_the_deviation_itself_and_divides_by_it()
    {
        var layer = new BatchNormalization(momentum: 0.5, epsilon: 0.04, convention: BatchNormalizationConvention.Lecture);
        var probe = new LayerProbe(layer, [Column]);
        var deviation = 0.5 + (0.5 * Math.Sqrt(5.04));
        Assert.Equal(deviation, probe.Parameter("running_std").Storage[0], 1e-6);
        Assert.Equal((7 - 2) / deviation, probe.Network.Predict(Column).Span[3], 1e-6);
    }

    [Fact]
    public void The_network_decides_where_the_layer_does_not()
    {
        BatchNormalization own = new(convention: BatchNormalizationConvention.PyTorch), networks = new();
        var network = new Sequential(networks, own) { Conventions = Conventions.Keras };
        network.Build(3);
        Assert.Equal((BatchNormalizationConvention.Keras, 0.99, 1e-3), (networks.Convention, networks.Momentum, networks.Epsilon));
        Assert.Equal((BatchNormalizationConvention.PyTorch, 0.1, 1e-5), (own.Convention, own.Momentum, own.Epsilon));
        Assert.Throws<NetworkException>(() => network.Conventions = Conventions.Lecture);
    }

    [Fact]
    public void Batches_are_counted_beyond_what_a_float_counts()
    {
        const float last = 1 << 24;
        var network = new Sequential(new BatchNormalization(cumulativeAverage: true));
        network.Compile("sgd", "mse");
        network.Build([1]);
        var layer = (BatchNormalization)network.Layers[0];
        layer.BatchesTracked!.Storage[0] = last;
        var x = Tensor.From([2, 1], [1, 2]);
        network.Fit(x, x, epochs: 6);
        Assert.Equal(last + 6, layer.BatchesTracked.Storage[0]);

        // What is loaded counts anew.
        layer.BatchesTracked.Storage[0] = 3;
        network.Fit(x, x);
        Assert.Equal(4, layer.BatchesTracked.Storage[0]);
    }

    [Fact]
    public void A_cumulative_average_is_the_mean_over_all_batches()
    {
        var network = new Sequential(new BatchNormalization(cumulativeAverage: true));
        network.Train();
        network.Forward(Column);
        network.Forward(Tensor.From([2, 1], [0f, 2f]));
        network.Forward(Tensor.From([2, 1], [10f, 12f]));
        var state = network.StateDict();
        Assert.Equal((4 + 1 + 11) / 3f, state["0.running_mean"].Span[0], 1e-6f);
        Assert.Equal(((20 / 3f) + 2 + 2) / 3, state["0.running_var"].Span[0], 1e-6f);
    }

    [Fact]
    public void Without_running_statistics_inference_uses_its_own_batch()
    {
        var network = new Sequential(new BatchNormalization(trackRunningStatistics: false));
        network.Build(1);
        Assert.Equal((7 - 4) / Math.Sqrt(5 + 1e-5), network.Predict(Column).Span[3], 1e-6);
    }

    [Fact]
    public void A_batch_of_one_sample_is_refused_in_training()
    {
        var network = new Sequential(new BatchNormalization(name: "bn"));
        network.Train();
        var error = Assert.Throws<NetworkException>(() => network.Forward(Tensor.From([1, 2], [1f, 2f])));
        Assert.Contains(
            "BatchNormalization 'bn' needs more than one value for each feature while training, got a batch of 1 sample of shape [2]", error.Message);
    }

    [Fact]
    public void A_constant_column_becomes_beta()
    {
        var x = new Tensor([1000, 3]);
        x.Span.Fill(1234.5f);
        var probe = new LayerProbe(new BatchNormalization(betaInitializer: new Constant(0.5f)), [x], null, x);
        Assert.All(probe.Output.ToArray(), value => Assert.Equal(0.5f, value));
        Assert.Equal(0.9f, probe.Parameter("running_var").Storage[0]);
    }

    [Fact]
    public void A_mean_far_from_zero_costs_no_digits_of_the_variance()
    {
        // Deviations of ±1 around 4096 are exact in float32; sums of squares would not be.
        var x = new Tensor([4000, 2]);
        for (var i = 0; i < x.Count; i++)
        {
            x.Span[i] = 4096 + ((i / 2 % 2 * 2) - 1);
        }

        var probe = new LayerProbe(new BatchNormalization(epsilon: 0), [x]);
        Assert.All(probe.Output.ToArray(), value => Assert.Equal(1, Math.Abs(value), 1e-6));
    }

    [Theory]
    [InlineData(300, new[] { 40 })]
    [InlineData(9, new[] { 20, 31, 7 })]
    public void Threads_and_layouts_agree(int batch, int[] sample)
    {
        var shape = new Shape(sample).Prepend(batch);
        Tensor x = new(shape), dy = new(shape);
        var random = new TorchGenerator(8);
        random.FillNormal(x.Span, 3, 2);
        random.FillNormal(dy.Span, 0, 1);
        var one = new LayerProbe(new BatchNormalization(), [x], null, dy);
        var three = new LayerProbe(new BatchNormalization(), [x], null, dy, threads: 3);
        Assert.True(one.Output.Span.SequenceEqual(three.Output.Span));
        Assert.True(one.InputGradients[0].Span.SequenceEqual(three.InputGradients[0].Span));
        var last = new LayerProbe(new BatchNormalization(), [x], null, dy, channelsLast: true);
        Tolerance.Accumulation.AssertClose(one.Output.Span, last.Output.Span, "output");
        Tolerance.Accumulation.AssertClose(one.InputGradients[0].Span, last.InputGradients[0].Span, "gradient");
    }

    [Fact]
    public void Wrong_options_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormalization(momentum: 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormalization(epsilon: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormalization(axis: 0));
        Assert.Contains("normalises along axis 3", Assert.Throws<NetworkException>(() => new Sequential(new BatchNormalization(axis: 3)).Build(4)).Message);
    }

    private static Var[] Formula(Var[] x, Var[]? gamma, Var[]? beta, int batch, int[] sample, int axis, double epsilon)
    {
        var position = axis < 0 ? axis + sample.Length : axis - 1;
        var inner = sample[(position + 1)..].Aggregate(1, (product, extent) => product * extent);
        var features = sample[position];
        var y = new Var[x.Length];
        for (var feature = 0; feature < features; feature++)
        {
            int[] indices = [.. Enumerable.Range(0, x.Length).Where(i => i / inner % features == feature)];
            var mean = Var.Sum([.. indices.Select(i => x[i])]) / indices.Length;
            var variance = Var.Sum([.. indices.Select(i => (x[i] - mean) * (x[i] - mean))]) / indices.Length;
            var deviation = Var.Sqrt(variance + epsilon);
            foreach (var i in indices)
            {
                var normal = (x[i] - mean) / deviation;
                y[i] = gamma is null ? normal : normal * gamma[feature];
                y[i] = beta is null ? y[i] : y[i] + beta[feature];
            }
        }

        Assert.Equal(0, x.Length % batch);
        return y;
    }
}
