using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Training;

/// <summary>
/// Nothing is allocated in steady state, by this thread or the workers: what the whole process allocates is counted, so no other test may run. What
/// the runtime or the test's frame allocates now and then is not the engine's, which would allocate in every round: the best of the rounds counts.
/// </summary>
[Collection(nameof(Kernels.Alone))]
public class EngineAllocationTests
{
    private const int BatchSize = 16;
    private const int Classes = 10;
    private const int Rounds = 10;

    [Theory]
    [InlineData(Numerics.Strict, 1)]
    [InlineData(Numerics.Strict, 2)]
    [InlineData(Numerics.Fast, 1)]
    [InlineData(Numerics.Fast, 2)]
    public void Training_a_convolutional_network_allocates_nothing(Numerics numerics, int threads)
    {
        var network = Network(numerics, threads);
        network.Compile(new Adam(), new CategoricalCrossentropy(fromLogits: true));
        var session = network.StartTraining(BatchSize, [[]]);
        new TorchGenerator(2).FillNormal(session.Input(0), 0, 1);
        session.Target(0).Fill(3);

        Assert.Equal(0, LeastAllocated(() => session.RunBatch()));
    }

    [Theory]
    [InlineData(Numerics.Strict, 1)]
    [InlineData(Numerics.Strict, 2)]
    [InlineData(Numerics.Fast, 1)]
    [InlineData(Numerics.Fast, 2)]
    public void Predictions_of_a_convolutional_network_allocate_nothing(Numerics numerics, int threads)
    {
        var network = Network(numerics, threads);
        var x = new Tensor([BatchSize, 1, 16, 16]);
        var y = new Tensor([BatchSize, Classes]);

        Assert.Equal(0, LeastAllocated(() => network.Predict(x, y)));
    }

    /// <summary>Convolutions alone, and one joined with its rectifier and its pooling, both with channels that Winograd's algorithm takes.</summary>
    private static Sequential Network(Numerics numerics, int threads)
    {
        Sequential network = new(
            new Conv2D(16, 3), new ReLU(), new Conv2D(32, 3), new ReLU(), new Conv2D(32, 3), new ReLU(), new MaxPool2D(2), new Dropout(0.25), new Flatten(),
            new Dense(32), new BatchNormalization(), new ReLU(), new Dense(Classes))
        {
            Threads = threads,
            Numerics = numerics,
            Generator = new TorchGenerator(1),
        };
        network.Build(new Shape(1, 16, 16));
        return network;
    }

    private static long LeastAllocated(Action work)
    {
        var least = long.MaxValue;
        for (var round = 0; round < Rounds && least > 0; round++)
        {
            for (var warmUp = 0; warmUp < 3; warmUp++)
            {
                work();
            }

            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var repeat = 0; repeat < 5; repeat++)
            {
                work();
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}
