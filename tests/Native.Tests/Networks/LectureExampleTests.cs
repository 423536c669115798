using System.Diagnostics;
using Interop.Native.Activations;
using Interop.Native.Data;
using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Networks;

/// <summary>The code on the slides, line for line.</summary>
public sealed class LectureExampleTests
{
    [Fact]
    public void D0_a_network_of_three_dense_layers()
    {
        var (xTrain, yTrain) = Clusters(96, seed: 1);
        var (xVal, yVal) = Clusters(30, seed: 2);

        // Create the model
        var model = new Sequential();
        model.Add(new Dense(3, activation: "relu"));
        model.Add(new Dense(2, activation: "relu"));
        model.Add(new Dense(3, activation: "softmax"));

        // Compile the model
        model.Compile(
            optimizer: "adam",
            loss: new CategoricalCrossentropy());

        // Train the model for 100 epochs with a batch size of 32
        var history = model.Fit(xTrain, yTrain, batchSize: 32, epochs: 100, validationData: (xVal, yVal));

        Assert.Equal(100, history.Epochs.Count);
        Assert.True(history.Epochs[^1].Values["loss"] < history.Epochs[0].Values["loss"]);
        Assert.True(double.IsFinite(history.Epochs[^1].Values["val_loss"]));
        Assert.Equal((3 * 4) + 3 + (2 * 3) + 2 + (3 * 2) + 3, model.ParameterCount);
        Assert.Empty(model.Hints);
    }

    [Fact]
    public void D1_batch_normalization_as_in_Keras()
    {
        var layer = new BatchNormalization(
            axis: -1, momentum: 0.99, epsilon: 0.001, center: true, scale: true,
            betaInitializer: "zeros",
            gammaInitializer: "ones",
            movingMeanInitializer: "zeros",
            movingVarianceInitializer: "ones",
            betaRegularizer: null,
            gammaRegularizer: null,
            betaConstraint: null,
            gammaConstraint: null);

        var network = new Sequential(new Dense(3, useBias: false), layer) { Conventions = Conventions.Keras };
        network.Build(4);
        Assert.Equal(BatchNormalizationConvention.Keras, layer.Convention);
        Assert.Equal((0.99, 0.001), (layer.Momentum, layer.Epsilon));
        Assert.Equal([0f, 0f, 0f], layer.Bias!.Read().ToArray());
        Assert.Equal([1f, 1f, 1f], layer.Weight!.Read().ToArray());
        Assert.Equal([0f, 0f, 0f], layer.RunningMean!.Read().ToArray());
        Assert.Equal([1f, 1f, 1f], layer.RunningVariance!.Read().ToArray());
        Assert.Empty(network.Hints);
    }

    [Fact]
    public void D1_initializers_and_losses_as_in_Keras()
    {
        var initializer = new GlorotNormal();
        var layer = new Dense(3, kernelInitializer: initializer);

        var model = new Sequential(layer, new Dense(1, activation: "sigmoid"));
        model.Compile(
            loss: "binary_crossentropy",
            optimizer: new RMSprop(learningRate: 1e-4f),
            metrics: ["acc"]);
        var (x, _) = Clusters(20, seed: 3);
        var evaluated = model.Evaluate(x, Tensor.From([20, 1], [.. Enumerable.Range(0, 20).Select(i => i % 2f)]));
        Assert.InRange(evaluated["loss"], 0.3, 1.5);
    }

    [Fact]
    public void D4_a_multilayer_perceptron_with_dropout_and_its_training_loop()
    {
        const int numEpochs = 5;
        var (features0, targets0) = Clusters(120, seed: 5, oneHot: false);
        var trainLoader = new DataLoader(new TensorDataset(features0, targets0), batchSize: 16, shuffle: true);

        var model = new MultilayerPerceptron(numFeatures: 4, numClasses: 3, dropProba: 0.2, numHidden1: 16, numHidden2: 8);
        model.Network.Build(4);
        model.Network.Compile(new SGD(0.1f), new CategoricalCrossentropy(fromLogits: true));
        var session = model.Network.StartTraining(batchSize: 16, targetShapes: [[]]);

        var startTime = Stopwatch.StartNew();
        List<double> minibatchCost = [], epochCost = [];
        var printed = new StringWriter();
        for (var epoch = 0; epoch < numEpochs; epoch++)
        {
            model.Train();
            foreach (var (features, targets) in trainLoader)
            {
                // FORWARD AND BACK PROP; gradients replace those of the batch before, so there is nothing to zero
                var logits = session.Forward(features);
                Assert.Equal(3, logits.Shape[1]);
                var cost = session.Cost(targets);
                session.Backward();
                minibatchCost.Add(cost);

                // UPDATE MODEL PARAMETERS
                session.Step();
            }

            model.Eval();
            var trainCost = ComputeLoss(model, trainLoader);
            epochCost.Add(trainCost);
            printed.WriteLine($"Epoch: {epoch + 1:000}/{numEpochs:000} Train Cost: {trainCost:F4}");
            printed.WriteLine($"Time elapsed: {startTime.Elapsed.TotalMinutes:F2} min");
        }

        Assert.Equal(numEpochs * 8, minibatchCost.Count);
        Assert.True(epochCost[^1] < epochCost[0] && epochCost[^1] < 0.5, string.Join(", ", epochCost));
        Assert.Contains("Epoch: 005/005 Train Cost: ", printed.ToString());
        Assert.Equal(["my_network.1", "my_network.4", "my_network.7"], model.Network.Layers.OfType<Dense>().Select(layer => $"my_network.{layer.Name}"));
    }

    private static double ComputeLoss(MultilayerPerceptron model, DataLoader loader)
    {
        double sum = 0;
        var count = 0;
        foreach (var (features, targets) in loader)
        {
            sum += new CategoricalCrossentropy(fromLogits: true).Compute(model.Forward(features), targets) * features.Shape[0];
            count += features.Shape[0];
        }

        return sum / count;
    }

    // Three clouds of points in four dimensions.
    private static (Tensor X, Tensor Y) Clusters(int count, ulong seed, bool oneHot = true)
    {
        var x = new Tensor([count, 4]);
        new TorchGenerator(seed).FillNormal(x.Span, 0, 0.4);
        var y = new Tensor(oneHot ? [count, 3] : [count]);
        for (var i = 0; i < count; i++)
        {
            x[i, i % 3] += 2;
            y.Span[oneHot ? (3 * i) + (i % 3) : i] = oneHot ? 1 : i % 3;
        }

        return (x, y);
    }

    private sealed class MultilayerPerceptron
    {
        public MultilayerPerceptron(int numFeatures, int numClasses, double dropProba, int numHidden1, int numHidden2) =>
            Network = new Sequential(
                // 1st hidden layer
                new Flatten(),
                new Dense(numHidden1) { InputFeatures = numFeatures },
                new ReLU(),
                new Dropout(dropProba),
                // 2nd hidden layer
                new Dense(numHidden2),
                new ReLU(),
                new Dropout(dropProba),
                // output layer
                new Dense(numClasses));

        public Sequential Network { get; }

        public Tensor Forward(Tensor x)
        {
            var logits = Network.Forward(x);
            return logits;
        }

        public void Train() => Network.Train();

        public void Eval() => Network.Eval();
    }
}
