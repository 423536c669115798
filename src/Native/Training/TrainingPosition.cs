using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Native.Training;

/// <summary>How far a training is, as its loop knows it: what a checkpoint keeps beside the network, its optimizer, metrics and callbacks.</summary>
internal sealed record TrainingPosition
{
    /// <summary>The running epoch, counted from 1.</summary>
    public int Epoch { get; set; }

    /// <summary>The steps taken in it.</summary>
    public int StepInEpoch { get; set; }

    /// <summary>Whether it is over, validated and logged.</summary>
    public bool IsEpochComplete { get; set; }

    /// <summary>The steps taken in all epochs.</summary>
    public long Step { get; set; }

    /// <summary>The time that the training took before it was resumed.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>The sum over the samples of the epoch so far of their batches' losses.</summary>
    public double LossSum { get; set; }

    /// <summary>The same for the loss of each output.</summary>
    public double[] OutputSums { get; set; } = [];

    /// <summary>The samples of the epoch so far.</summary>
    public long Seen { get; set; }

    /// <summary>Why the training ends after this epoch; null where it goes on.</summary>
    public string? StopReason { get; set; }

    /// <summary>The smallest validation loss so far, where somebody may cancel.</summary>
    public double BestFigure { get; set; } = double.PositiveInfinity;

    /// <summary>The weights that reached it.</summary>
    public Dictionary<string, Tensor>? BestWeights { get; set; }

    /// <summary>The shuffling generator at the beginning of the running epoch; of the next, where the epoch is complete.</summary>
    public GeneratorState? Shuffle { get; set; }

    /// <summary>The samples in a batch.</summary>
    public int BatchSize { get; set; }

    /// <summary>The samples in the data set; null for a stream of unknown length.</summary>
    public long? SampleCount { get; set; }

    /// <summary>Whether the data is shuffled.</summary>
    public bool Shuffles { get; set; }

    /// <summary>Whether a last batch of fewer samples is left out.</summary>
    public bool DropsLast { get; set; }

    /// <summary>The mean loss of the epoch so far.</summary>
    public double MeanLoss => LossSum / Seen;

    /// <summary>Refuses to go on with batches that would not be those of the training that was interrupted.</summary>
    /// <exception cref="NetworkException">The data or how it is read differs.</exception>
    public void RequireSameData(int batchSize, long? sampleCount, bool shuffles, bool dropsLast)
    {
        if ((batchSize, sampleCount, shuffles, dropsLast) != (BatchSize, SampleCount, Shuffles, DropsLast))
        {
            throw new NetworkException(
                $"The checkpoint was taken with {Describe(BatchSize, SampleCount, Shuffles, DropsLast)}; this training has " +
                $"{Describe(batchSize, sampleCount, shuffles, dropsLast)}. Resume with the same data and options, or begin anew with the checkpoint's weights: Network.Load reads them.");
        }
    }

    private static string Describe(int batchSize, long? sampleCount, bool shuffles, bool dropsLast) =>
        $"{sampleCount?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "a stream of"} samples in batches of {batchSize}, shuffle: {(shuffles ? "true" : "false")}, dropLast: {(dropsLast ? "true" : "false")}";
}
