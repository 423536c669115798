using Interop.Native.Activations;
using Interop.Native.Data;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Metrics;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Training;
using Interop.Samples.Data;

namespace Interop.EndToEnd.Tests;

/// <summary>One network of each kind on the data that ships with the project, to a stated quality on samples that it has not seen.</summary>
public sealed class ShippedDataTests
{
    private static readonly ulong[] Splits = [1, 2, 3, 4, 5];

    // Thirty test samples each: one split more or less lucky says little, five together do.
    [Fact]
    public void Iris_is_told_apart() => Reaches(0.95, Splits.Average(split =>
    {
        var data = PreparedData.Of(Iris.Load(), split);
        var network = new Sequential(new Dense(16, activation: "tanh"), new Dense(3)) { Generator = new TorchGenerator(1) };
        network.Compile(new AdamW(0.01f, weightDecay: 0.1f), new CategoricalCrossentropy(fromLogits: true), "accuracy");
        Train(network, data, epochs: 200);
        return network.Evaluate(data.Test)["accuracy"];
    }));

    [Fact]
    public void Wine_is_told_apart()
    {
        var data = PreparedData.Of(Wine.Load());
        var network = new Sequential(new Dense(32), new BatchNormalization(), new ReLU(), new Dropout(0.2), new Dense(3, activation: "softmax"))
        {
            Generator = new TorchGenerator(1),
        };
        network.Compile("adam", "categorical_crossentropy", "accuracy");
        Train(network, data, epochs: 150);
        Reaches(0.97, network.Evaluate(data.Test)["accuracy"]);
    }

    [Fact]
    public void Breast_cancer_is_recognised()
    {
        var data = PreparedData.Of(BreastCancer.Load());
        var network = new Sequential(new Dense(16, activation: "relu"), new Dense(1, activation: "sigmoid")) { Generator = new TorchGenerator(1) };
        network.Compile(new Adam(0.003f), new BinaryCrossentropy(), "accuracy", "auc");
        Train(network, data, epochs: 150);
        var figures = network.Evaluate(data.Test);
        Reaches(0.99, figures["auc"]);
        Reaches(0.95, figures["accuracy"]);
    }

    [Fact]
    public void Diabetes_is_predicted_at_least_as_well_as_by_ridge_regression()
    {
        double ridge = 0, reached = 0;
        foreach (var split in Splits)
        {
            var data = PreparedData.Of(Diabetes.Load(), split);
            var scaled = ScaleTargets(data);
            var network = new Sequential(new Dense(24, activation: "tanh"), new Dropout(0.3), new Dense(1)) { Generator = new TorchGenerator(1) };
            network.Compile(new AdamW(0.003f, weightDecay: 0.05f), new MeanSquaredError(), "r2");
            Train(network, scaled, epochs: 300);
            ridge += new Ridge(data.Train, alpha: 1).Score(data.Test);
            reached += network.Evaluate(scaled.Test)["r2"];
        }

        Reaches(ridge / Splits.Length, reached / Splits.Length);
    }

    [Fact]
    public void Digits_are_read_by_a_small_convolutional_network()
    {
        var digits = Digits.Load();
        var images = new TensorDataset(digits.Features.Reshape([digits.Count, 1, 8, 8]), digits.Targets);
        var split = StratifiedSplit.Create(digits.Targets, new SplitFractions(0.8, 0, 0.2), new TorchGenerator(1));
        var network = new Sequential(
            new Conv2D(32, [3, 3], padding: Padding.Same, activation: "relu"),
            new Conv2D(64, [3, 3], padding: Padding.Same, activation: "relu"),
            new MaxPool2D([2, 2]),
            new Dropout(0.25),
            new Flatten(),
            new Dense(128, activation: "relu"),
            new Dropout(0.5),
            new Dense(10))
        {
            Generator = new TorchGenerator(1),
        };
        network.Compile("adam", new CategoricalCrossentropy(fromLogits: true), "accuracy");
        network.Fit(new Subset(images, split.Train), batchSize: 32, epochs: 25);
        Reaches(0.985, network.Evaluate(new Subset(images, split.Test))["accuracy"]);
    }

    [Fact]
    public void Digits_are_read_by_a_graph_with_residual_joins()
    {
        var digits = PreparedData.Of(Digits.Load());
        var input = Symbol.Input([64], "pixels");
        var hidden = new Dense(64, activation: "relu").Call(input);
        for (var block = 0; block < 2; block++)
        {
            var branch = new Dense(64).Call(new Dropout(0.2).Call(new Dense(64, activation: "relu").Call(hidden)));
            hidden = new Activation("relu").Call(new Add().Call(hidden, branch));
        }

        var network = new Model(input, new Dense(10).Call(hidden)) { Generator = new TorchGenerator(1) };
        network.Compile("adam", new CategoricalCrossentropy(fromLogits: true), "accuracy");
        Train(network, digits, epochs: 60);
        Reaches(0.96, network.Evaluate(digits.Test)["accuracy"]);
    }

    [Fact]
    public void More_samples_make_a_better_network()
    {
        var data = PreparedData.Of(Digits.Load());
        var curve = LearningCurve.Measure(
            data.Train,
            [30, 100, 300, 1000],
            data.Test,
            () =>
            {
                var network = new Sequential(new Dense(32, activation: "relu"), new Dense(10)) { Generator = new TorchGenerator(1) };
                network.Compile(new Adam(0.005f), new CategoricalCrossentropy(fromLogits: true), "accuracy");
                return network;
            },
            (network, samples) => network.Fit(samples, epochs: 30),
            new TorchGenerator(2));
        double[] accuracy = [.. curve.Select(point => point.Validation["accuracy"])];
        Assert.Equal(accuracy.Order(), accuracy);
        Assert.InRange(accuracy[0], 0.3, 0.85);
        Reaches(0.93, accuracy[^1]);

        // The gap between what it has seen and what it has not closes.
        double Gap(LearningCurvePoint point) => point.Training["accuracy"] - point.Validation["accuracy"];
        Assert.True(Gap(curve[^1]) < Gap(curve[0]) / 3);
    }

    private static void Train(Network network, PreparedData data, int epochs) => network.Fit(
        data.Train, batchSize: 32, epochs, data.Validation, callbacks: [new EarlyStopping(patience: 25, restoreBestWeights: true)]);

    private static PreparedData ScaleTargets(PreparedData data)
    {
        var standardizer = Standardizer.Fit(data.Train.Targets[0]);
        TensorDataset Part(TensorDataset part) => new(part.Inputs[0], standardizer.Apply(part.Targets[0]));
        return new PreparedData(Part(data.Train), Part(data.Validation), Part(data.Test));
    }

    private static void Reaches(double expected, double actual)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"reached {actual:F4}, expected {expected:F4}"));
        Assert.True(actual >= expected, FormattableString.Invariant($"Expected {expected:F4} or more, got {actual:F4}."));
    }
}
