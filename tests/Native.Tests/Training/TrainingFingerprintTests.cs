using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Training;

/// <summary>
/// One hash of the weights that trainings leave. A process with other settings is handed this process' hash and must arrive at the same.
/// </summary>
public class TrainingFingerprintTests
{
    /// <summary>The variable that holds the hash to arrive at.</summary>
    public const string ExpectedVariable = "INTEROP_TESTS_TRAINING_FINGERPRINT";

    private const int Steps = 50;

    // A weight so large that its gradient is used up as it comes; each step is long.
    private const int LargeWidth = 1500;
    private const int StepsOfLarge = 3;
    private const int BatchSize = 16;
    private const int Classes = 10;

    [Fact]
    public void Every_number_of_threads_leaves_the_expected_weights()
    {
        var expected = Environment.GetEnvironmentVariable(ExpectedVariable) ?? Compute(threads: 1);

        // One of them twice: a repetition agrees too.
        Assert.All((int[])[1, 2, 3, 4, 8, 2], threads => Assert.Equal(expected, Compute(threads)));
    }

    /// <summary>The hash of all weights after the trainings.</summary>
    internal static string Compute(int threads)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Train(hash, Convolutional(), new Shape(1, 28, 28), Numerics.Strict, threads);
        Train(hash, Convolutional(), new Shape(1, 28, 28), Numerics.Fast, threads);
        Train(hash, Perceptron(), new Shape(784), Numerics.Strict, threads);
        Train(hash, new Sequential(new Dense(LargeWidth), new Dense(Classes)), new Shape(LargeWidth), Numerics.Strict, threads, StepsOfLarge);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static void Train(IncrementalHash hash, Sequential network, Shape input, Numerics numerics, int threads, int steps = Steps)
    {
        network.Threads = threads;
        network.Numerics = numerics;
        network.Generator = new TorchGenerator(1);
        network.Build(input);
        network.Compile(new Adam(), new CategoricalCrossentropy(fromLogits: true));
        var session = network.StartTraining(BatchSize, [[]]);
        var random = new TorchGenerator(2);
        for (var step = 0; step < steps; step++)
        {
            random.FillNormal(session.Input(0), 0, 1);
            foreach (ref var target in session.Target(0))
            {
                target = random.NextInt(Classes);
            }

            session.RunBatch();
        }

        foreach (var (_, parameter) in network.NamedParameters)
        {
            hash.AppendData(MemoryMarshal.AsBytes(parameter.Read().Span));
        }
    }

    private static Sequential Convolutional() => new(
        new Conv2D(32, 3), new ReLU(), new Conv2D(64, 3), new ReLU(), new MaxPool2D(2), new Dropout(0.25),
        new Flatten(), new Dense(128), new ReLU(), new Dropout(0.5), new Dense(Classes));

    private static Sequential Perceptron() => new(
        new Dense(256), new BatchNormalization(), new ReLU(), new Dropout(0.5), new Dense(128), new ReLU(), new Dropout(0.5), new Dense(Classes));
}
