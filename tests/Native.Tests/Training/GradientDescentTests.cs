using Interop.Native.Data;
using Interop.Native.Data.Transforms;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Networks;

namespace Interop.Native.Tests.Training;

/// <summary>Batch, stochastic and mini-batch gradient descent (D1), and training on augmented data.</summary>
public sealed class GradientDescentTests
{
    [Theory]
    [InlineData(60, false, 1)]
    [InlineData(1000, false, 1)]
    [InlineData(1, false, 60)]
    [InlineData(16, false, 4)]
    [InlineData(16, true, 3)]
    [InlineData(20, true, 3)]
    public void The_batch_size_decides_how_many_steps_an_epoch_has(int batchSize, bool dropLast, int steps)
    {
        var (x, y) = NetworkExamples.Classes(60);
        var network = NetworkExamples.Classifier();
        network.Compile(new SGD(), "categorical_crossentropy");
        if (batchSize == 1)
        {
            // Batch normalization has nothing to normalize in a batch of one.
            network = new Sequential(new Dense(3)) { Threads = 1 };
            network.Compile(new SGD(), new CategoricalCrossentropy(fromLogits: true));
        }

        network.Fit(x, y, batchSize, epochs: 2, dropLast: dropLast);
        Assert.Equal(2 * steps, network.OptimizerState.Step);
    }

    [Fact]
    public void Batch_gradient_descent_follows_its_closed_form_whatever_the_order()
    {
        // w ← w − η·2/N·Xᵀ(Xw − y), in float64.
        const int samples = 50, features = 3, epochs = 20;
        const float learningRate = 0.05f;
        var random = new TorchGenerator(6);
        var (x, y) = (new Tensor([samples, features]), new Tensor([samples, 1]));
        random.FillNormal(x.Span, 0, 1);
        random.FillNormal(y.Span, 0, 1);
        var layer = new Dense(1, useBias: false);
        var network = new Sequential(layer) { Generator = random, Threads = 1 };
        network.Build(features);
        double[] weights = [.. layer.Weight!.Read().ToArray().Select(value => (double)value)];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            var gradient = new double[features];
            for (var row = 0; row < samples; row++)
            {
                var error = weights.Select((weight, i) => weight * x[row, i]).Sum() - y[row, 0];
                for (var i = 0; i < features; i++)
                {
                    gradient[i] += 2.0 / samples * error * x[row, i];
                }
            }

            weights = [.. weights.Zip(gradient, (weight, slope) => weight - (learningRate * slope))];
        }

        network.Compile(new SGD(learningRate), new MeanSquaredError());
        network.Fit(x, y, batchSize: samples, epochs: epochs, shuffle: true);
        Tolerance.Accumulation.AssertClose(weights, [.. layer.Weight.Read().ToArray().Select(value => (double)value)], "weights");
    }

    [Fact]
    public void Training_on_augmented_data_gives_the_same_bits_for_any_number_of_threads()
    {
        int[] Bits(int threads) => TrainedBits(threads, (network, data) => network.Fit(data, batchSize: 32, epochs: 3));
        Assert.Equal(Bits(1), Bits(1));
        Assert.Equal(Bits(1), Bits(3));
    }

    [Fact]
    public void A_training_in_two_parts_ends_as_one_in_one()
    {
        var whole = TrainedBits(1, (network, data) => network.Fit(data, batchSize: 32, epochs: 4, validationData: data));
        var parts = TrainedBits(1, (network, data) =>
        {
            network.Fit(data, batchSize: 32, epochs: 1);
            var history = network.Fit(data, batchSize: 32, epochs: 4, validationData: data, initialEpoch: 1);
            Assert.Equal([2, 3, 4], history.Epochs.Select(epoch => epoch.Epoch));
        });
        Assert.Equal(whole, parts);
    }

    private static int[] TrainedBits(int threads, Action<Network, Dataset> train)
    {
        var images = new Tensor([90, 1, 8, 8]);
        new TorchGenerator(5).FillUniform(images.Span, 0, 1);
        var labels = Tensor.FromClasses([.. Enumerable.Range(0, 90).Select(i => i % 3)]);
        Transform transform = new Compose([new RandomRotation(20, Interpolation.Bilinear), new RandomShift(), new RandomNoise(0.05f)]);
        var data = new TransformedDataset(new TensorDataset(images, labels), transform, seed: 2);
        var network = new Sequential(new Flatten(), new Dense(16, activation: "relu"), new Dropout(0.2), new Dense(3))
        {
            Generator = new TorchGenerator(1),
            Threads = threads,
        };
        network.Compile("adam", new CategoricalCrossentropy(fromLogits: true));
        train(network, data);
        return NetworkExamples.Bits(network);
    }
}
