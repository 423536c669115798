using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;

namespace Interop.Native.Tests.Metrics;

public sealed class MetricTests
{
    [Fact]
    public void A_network_trained_from_logits_is_measured_as_one_that_ends_in_probabilities()
    {
        var random = new TorchGenerator(8);
        var x = new Tensor([60, 5]);
        random.FillNormal(x.Span, 0, 1);
        var classes = new Tensor([60]);
        var labels = new Tensor([60, 4]);
        for (var i = 0; i < 60; i++)
        {
            classes[i] = i % 4;
            labels[i, i % 4] = 1;
            labels[i, (i * 7) % 4] = 1;
        }

        Same(x, classes, new CategoricalCrossentropy(), new CategoricalCrossentropy(fromLogits: true), new Softmax());
        Same(x, labels, new BinaryCrossentropy(), new BinaryCrossentropy(fromLogits: true), new Sigmoid());
    }

    [Fact]
    public void Thresholds_of_logits_are_those_of_probabilities()
    {
        var logits = Tensor.From(-1f, -0.1f, 0.1f, 1f, 3f);
        var y = Tensor.From(0f, 0f, 0f, 1f, 1f);
        Assert.Equal(0.8, new Accuracy().Compute(logits, y, fromLogits: true));
        Assert.Equal(1, new Accuracy(0.6).Compute(logits, y, fromLogits: true));
        Assert.Equal(0.8, new Accuracy(0.95).Compute(logits, y, fromLogits: true));
        Assert.Equal(1, new Precision { Threshold = 0.6 }.Compute(logits, y, fromLogits: true));
    }

    [Fact]
    public void Scores_of_a_hinge_turn_at_0_and_log_probabilities_are_probabilities()
    {
        var x = Tensor.From(new[,] { { 1f }, { -1f }, { 3f }, { 0.2f } });
        var network = new Sequential(new Dense(1));
        network.Compile("sgd", "hinge", "accuracy");
        network.Build(1);
        network.TrainableParameters.First().Write(Tensor.From([1, 1], [1]));
        network.TrainableParameters.Last().Write(new Tensor([1]));
        Assert.Equal(1, network.Evaluate(x, Tensor.From([4, 1], [1, -1, 1, 1]))["accuracy"]);

        var (a, y) = (Tensor.From(new[,] { { 1f, 2f }, { 0f, -1f }, { 2f, 2f } }), Tensor.FromClasses([1, 0, 1]));
        var likelihood = new Sequential(new Dense(2, activation: "log_softmax"));
        likelihood.Compile("sgd", "nll", "log_loss");
        var figures = likelihood.Evaluate(a, y);
        Tolerance.Float32.AssertClose(figures["loss"], figures["log_loss"], "log loss");
    }

    [Fact]
    public void What_outputs_say_comes_from_the_loss()
    {
        // As classes of one answer the first sample is right, as labels one of three.
        var p = Tensor.From([1, 3], [0.9f, 0.8f, 0.7f]);
        var y = Tensor.From([1, 3], [1, 0, 0]);
        Assert.Equal(1, new Accuracy().Compute(p, y));
        Assert.Equal(1.0 / 3, new Accuracy { Kind = PredictionKind.Labels }.Compute(p, y), 1e-12);
        var network = new Sequential(new Dense(3, activation: "sigmoid"));
        network.Compile("sgd", "binary_crossentropy", "accuracy");
        var measured = network.Evaluate(new Tensor([1, 2]), y)["accuracy"];
        Assert.Equal(new Accuracy { Kind = PredictionKind.Labels }.Compute(network.Predict(new Tensor([1, 2])), y), measured);
    }

    [Theory]
    [InlineData(TopKTies.LowerIndex, 0.25)]
    [InlineData(TopKTies.HigherIndex, 0.25)]
    [InlineData(TopKTies.RightClass, 1)]
    public void Ties_in_top_k_are_broken_as_said(TopKTies ties, double expected)
    {
        var equal = new Tensor([4, 4]);
        Assert.Equal(expected, new TopKAccuracy(1) { Ties = ties }.Compute(equal, Tensor.FromClasses([0, 1, 2, 3])));
        Assert.Equal(ties == TopKTies.HigherIndex ? 0 : 1, new TopKAccuracy(2) { Ties = ties }.Compute(equal, Tensor.FromClasses([0, 1, 0, 1])));
        Assert.Equal(new Accuracy().Compute(equal, Tensor.FromClasses([0, 1, 2, 3])), new TopKAccuracy(1).Compute(equal, Tensor.FromClasses([0, 1, 2, 3])));
        Assert.Equal(1, new TopKAccuracy(9) { Ties = ties }.Compute(equal, Tensor.FromClasses([0, 1, 2, 3])));
    }

    [Fact]
    public void An_area_is_the_share_of_pairs_in_the_right_order_with_ties_as_halves()
    {
        var random = new TorchGenerator(12);
        for (var round = 0; round < 50; round++)
        {
            var p = new Tensor([30]);
            var y = new Tensor([30]);
            random.FillUniform(p.Span, 0, round % 2 == 0 ? 1 : 4);
            random.FillUniform(y.Span, 0, 1);
            double pairs = 0;
            double right = 0;
            for (var i = 0; i < 30; i++)
            {
                p[i] = round % 2 == 0 ? p[i] : MathF.Floor(p[i]) / 4;
                y[i] = MathF.Round(y[i]);
            }

            for (var i = 0; i < 900; i++)
            {
                var (positive, negative) = (i / 30, i % 30);
                if (y[positive] == 1 && y[negative] == 0)
                {
                    pairs++;
                    right += p[positive] > p[negative] ? 1 : p[positive] == p[negative] ? 0.5 : 0;
                }
            }

            Assert.Equal(right / pairs, new RocAuc().Compute(p, y), 1e-12);
        }
    }

    [Fact]
    public void An_area_without_positives_or_negatives_or_with_NaN_is_not_defined()
    {
        var p = Tensor.From(0.1f, 0.9f);
        Assert.True(double.IsNaN(new RocAuc().Compute(p, Tensor.From(1f, 1f))));
        Assert.True(double.IsNaN(new RocAuc().Compute(p, Tensor.From(0f, 0f))));
        Assert.True(double.IsNaN(new RocAuc().Compute(Tensor.From(0.1f, float.NaN), Tensor.From(0f, 1f))));
        Assert.Equal(0.5, new RocAuc().Compute(new Tensor([4]), Tensor.From(0f, 1f, 0f, 1f)));
        var missing = new RocAuc(Averaging.Macro).Measure(Tensor.From(new[,] { { 0.5f, 0.3f, 0.2f }, { 0.2f, 0.6f, 0.2f } }), Tensor.From(0f, 1f));
        Assert.True(double.IsNaN(missing.Result));
        Assert.Equal([1, 1, double.NaN], missing.PerClass);
    }

    [Fact]
    public void A_table_reads_well()
    {
        var p = Tensor.From(new[,] { { 0.9f, 0.1f }, { 0.8f, 0.2f }, { 0.4f, 0.6f }, { 0.3f, 0.7f }, { 0.7f, 0.3f } });
        var table = new ConfusionMatrix().Measure(p, Tensor.FromClasses([0, 0, 0, 1, 1])).Table;
        Assert.Equal(2, table[0, 0]);
        Assert.Equal(1, table[0, 1]);
        Assert.Equal(3, table.Support(0));
        Assert.Equal(0.6, table.Accuracy, 1e-12);
        Assert.Equal(
            "actual \\ predicted     cat     dog  recall\n" +
            "cat                      2       1  0.6667\n" +
            "dog                      1       1  0.5000\n" +
            "precision           0.6667  0.5000  0.6000\n",
            table.ToString(["cat", "dog"]));
        Assert.Contains("2 classes, got 3 names", Assert.Throws<ArgumentException>(() => table.ToString(["a", "b", "c"])).Message);
        Assert.Throws<ArgumentException>(() => new ConfusionTable(new double[2, 3]));
    }

    [Fact]
    public void Ignored_targets_and_dense_predictions_count_as_the_loss_counts_them()
    {
        var p = Tensor.From([1, 2, 4], [0.9f, 0.2f, 0.6f, 0.1f, 0.1f, 0.8f, 0.4f, 0.9f]);
        var y = Tensor.From([1, 4], [0, 0, 0, -100]);
        Assert.Equal(2.0 / 3, new Accuracy().Compute(p, y), 1e-12);
        var table = new ConfusionMatrix().Measure(p, y).Table;
        Assert.Equal(3, table.Total);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.2) + Math.Log(0.6)) / 3, new LogLoss().Compute(p, y), 1e-6);
    }

    [Fact]
    public void Constant_columns_have_an_R2_of_1_if_met_and_else_of_0()
    {
        var y = Tensor.From(new[,] { { 3f, 3f, 1f }, { 3f, 3f, 2f }, { 3f, 3f, 3f } });
        var a = Tensor.From(new[,] { { 3f, 3f, 1f }, { 3f, 3.5f, 2f }, { 3f, 3f, 4f } });
        Assert.Equal([1, 0, 0.5], new RSquared().Measure(a, y).PerOutput);
    }

    [Fact]
    public void A_loss_is_a_metric()
    {
        var network = new Sequential(new Dense(1));
        network.Compile("sgd", "mse", new MeanAbsoluteError(), "r2");
        var figures = network.Evaluate(Tensor.From(new[,] { { 1f }, { 2f } }), Tensor.From(new[,] { { 1f }, { 3f } }));
        Assert.Equal(["loss", "mae", "r2"], figures.Keys);
    }

    [Fact]
    public void Two_averages_of_a_figure_stand_beside_each_other()
    {
        var network = new Sequential(new Dense(3, activation: "softmax"));
        network.Compile("sgd", "categorical_crossentropy", new F1(Averaging.Macro), new F1(Averaging.Weighted), new RocAuc(Averaging.Weighted), "f1");
        var figures = network.Evaluate(new Tensor([3, 2]), Tensor.FromClasses([0, 1, 2]));
        Assert.Equal(["loss", "f1_macro", "f1_weighted", "auc_weighted", "f1"], figures.Keys);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        var p = new Tensor([2, 3]);
        Assert.Contains("targets of shape [4]", Assert.Throws<NetworkException>(() => new Accuracy().Compute(p, new Tensor([2, 4]))).Message);
        Assert.Contains(
            "class indices in [0, 3); answer 1 of the batch has 3", Assert.Throws<LossException>(() => new F1().Compute(p, Tensor.From(0f, 3f))).Message);
        Assert.Contains(
            "needs one output or two classes, got 3", Assert.Throws<NetworkException>(() => new F1(Averaging.Binary).Compute(p, new Tensor([2]))).Message);
        Assert.Contains(
            "measure each label alone",
            Assert.Throws<NetworkException>(() => new ConfusionMatrix { Kind = PredictionKind.Labels }.Compute(p, p)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TopKAccuracy(0));
    }

    private static void Same(Tensor x, Tensor y, Loss ofProbabilities, Loss ofLogits, ActivationFunction last)
    {
        Metric[] metrics = ["accuracy", "f1", "precision", "recall", "auc", "log_loss"];
        var figures = new IReadOnlyDictionary<string, double>[2];
        for (var way = 0; way < 2; way++)
        {
            var network = way == 0 ? new Sequential(new Dense(4), last) : new Sequential(new Dense(4));
            network.Compile("sgd", way == 0 ? ofProbabilities : ofLogits, metrics);
            network.Fit(x, y, epochs: 3);
            figures[way] = network.Evaluate(x, y);
        }

        foreach (var (name, value) in figures[0])
        {
            Tolerance.Accumulation.AssertClose(value, figures[1][name], name);
        }
    }
}
