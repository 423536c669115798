using Interop.Native.Data;
using Interop.Native.Files;
using Interop.Native.Networks;
using Interop.Native.Optimizers;

namespace Interop.Native.Training;

/// <summary>A running training, as callbacks see it.</summary>
public sealed class TrainingRun
{
    private readonly Action<IBatch> _readBatchAgain;

    /// <summary>Makes the content of a checkpoint; set by the loop, which knows the rest.</summary>
    internal Func<ComponentRegistry?, IReadOnlyDictionary<string, string>?, SafetensorsFile> TakeCheckpoint { private get; init; } =
        (_, _) => throw new InvalidOperationException("A checkpoint keeps the place of Fit's loop, and this run has none; save the network instead.");

    /// <summary>The names of the figures that an epoch will have, in their order; empty where they are not known.</summary>
    internal IReadOnlyList<string> FigureNames { get; init; } = [];

    internal TrainingRun(Network network, TrainingSession session, int epochs, int batchesPerEpoch, Action<IBatch> readBatchAgain)
    {
        _readBatchAgain = readBatchAgain;
        Network = network;
        Session = session;
        Epochs = epochs;
        BatchesPerEpoch = batchesPerEpoch;
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The session that runs the batches.</summary>
    public TrainingSession Session { get; }

    /// <summary>The optimizer; its learning rate may be changed at any time.</summary>
    public Optimizer Optimizer => Session.State.Optimizer;

    /// <summary>The running epoch, counted from 1.</summary>
    public int Epoch { get; internal set; }

    /// <summary>How many epochs there will be.</summary>
    public int Epochs { get; }

    /// <summary>The number of batches in an epoch; 0 where a stream cannot tell.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>The steps taken in this training.</summary>
    public long Step { get; internal set; }

    /// <summary>The steps taken in the running epoch.</summary>
    public int StepInEpoch { get; internal set; }

    /// <summary>Whether the running epoch is over, validated and logged.</summary>
    public bool IsEpochComplete { get; internal set; }

    /// <summary>The loss of the last batch; NaN before the first.</summary>
    public double LastLoss { get; internal set; } = double.NaN;

    /// <summary>Whether the training goes on from a checkpoint.</summary>
    public bool IsResumed => History.ResumedFrom is not null;

    /// <summary>What happened so far.</summary>
    public History History { get; } = new();

    /// <summary>Whether a callback asked for the end.</summary>
    public bool StopRequested { get; private set; }

    /// <summary>Whether the end is to come after the running batch, without waiting for the epoch's.</summary>
    public bool StopNowRequested { get; private set; }

    /// <summary>
    /// Looks for the first NaN or infinite value of the current batch: in the inputs, then layer by layer in parameters and outputs. It runs
    /// the batch once more, apart from the training, which goes on as if nothing had been asked.
    /// </summary>
    /// <returns>Where it is; null where every value is finite, so that only the loss is not.</returns>
    public NonFiniteValue? FindNonFinite() => new NonFiniteSearch(Session, Epoch).Find(_readBatchAgain);

    /// <summary>
    /// Writes a checkpoint from which a training continues bit for bit: the network, what the optimizer remembers, generators, the order of the
    /// data, callbacks and history. Call it in <see cref="Callback.OnSettled"/>, when every part has heard of the step.
    /// </summary>
    /// <param name="path">The file to write or replace, whole or not at all.</param>
    /// <param name="components">How components are written; null for the engine's own. Without a way to write one, the file lacks the architecture, but resumes a training all the same.</param>
    /// <param name="metadata">Texts of your own beside the network, as in <see cref="ModelFile.Metadata"/>.</param>
    /// <exception cref="IOException">The file cannot be written; what it held before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void SaveCheckpoint(string path, ComponentRegistry? components = null, IReadOnlyDictionary<string, string>? metadata = null) =>
        TakeCheckpoint(components, metadata).Write(path);

    /// <summary>Ends the training after the running epoch.</summary>
    /// <param name="reason">Why, for <see cref="History.StopReason"/>.</param>
    public void Stop(string? reason = null)
    {
        StopRequested = true;
        History.StopReason ??= reason;
    }

    /// <summary>Ends the training after the running batch; the epoch it belongs to is not logged.</summary>
    /// <param name="reason">Why, for <see cref="History.StopReason"/>.</param>
    public void StopNow(string? reason = null)
    {
        StopNowRequested = true;
        Stop(reason);
    }
}
