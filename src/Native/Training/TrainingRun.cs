using Interop.Native.Data;
using Interop.Native.Networks;
using Interop.Native.Optimizers;

namespace Interop.Native.Training;

/// <summary>A running training, as callbacks see it.</summary>
public sealed class TrainingRun
{
    private readonly Action<IBatch> _readBatchAgain;

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
