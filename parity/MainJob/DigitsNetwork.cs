using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Interop.Native.Data;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Training;

namespace Interop.Parity.MainJob;

/// <summary>The main job's network and its training: the same bits on every run, whatever the number of threads.</summary>
internal static class DigitsNetwork
{
    /// <summary>The seed of initial weights, masks and the order of samples.</summary>
    public const ulong Seed = 1;

    /// <summary>Passes over the training samples, at most.</summary>
    public const int Epochs = 40;

    private const int Patience = 10;
    private const int BatchSize = 32;
    private const double DropoutRate = 0.2;

    /// <summary>What it is, in words.</summary>
    public static string Description => FormattableString.Invariant(
        $"64-128-64-10 with batch normalization, ReLU and dropout of {DropoutRate}, softmax and cross-entropy, Adam, batches of {BatchSize}, seed {Seed}");

    /// <summary>
    /// Trains it from its seed until the validation loss has not fallen for ten epochs, and keeps the weights of the epoch with the lowest.
    /// </summary>
    /// <param name="train">The samples to train on.</param>
    /// <param name="validation">The samples to measure after each epoch.</param>
    /// <param name="threads">How many threads.</param>
    /// <param name="progress">Told after each batch and epoch; null for nobody.</param>
    /// <param name="cancellation">Ends the training early.</param>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static (Sequential Network, int BestEpoch) Train(
        TensorDataset train, TensorDataset validation, int threads, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var network = new Sequential
        {
            new Dense(128),
            new BatchNormalization(),
            new Activation("relu"),
            new Dropout(DropoutRate),
            new Dense(64),
            new BatchNormalization(),
            new Activation("relu"),
            new Dropout(DropoutRate),
            new Dense(10, "softmax"),
        };
        network.Generator = new TorchGenerator(Seed);
        network.Threads = threads;
        network.Compile(new Adam(), "categorical_crossentropy", "accuracy");
        var stopping = new EarlyStopping(patience: Patience, restoreBestWeights: true);
        network.Fit(train, BatchSize, Epochs, validation, callbacks: [stopping], progress: progress, cancellationToken: cancellation);
        cancellation.ThrowIfCancellationRequested();
        return (network, stopping.BestEpoch);
    }

    /// <summary>SHA-256 over all parameters and buffers: two networks with the same fingerprint are the same bits.</summary>
    /// <param name="network">The network.</param>
    public static string Fingerprint(Network network)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, tensor) in network.StateDict())
        {
            hash.AppendData(MemoryMarshal.AsBytes(tensor.Span));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
