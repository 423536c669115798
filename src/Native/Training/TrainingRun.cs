using Interop.Native.Networks;
using Interop.Native.Optimizers;

namespace Interop.Native.Training;

/// <summary>A running training, as callbacks see it.</summary>
public sealed class TrainingRun
{
    internal TrainingRun(Network network, TrainingSession session, int epochs, int batchesPerEpoch)
    {
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

    /// <summary>The number of batches in an epoch.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>The steps taken in this training.</summary>
    public long Step { get; internal set; }

    /// <summary>What happened so far.</summary>
    public History History { get; } = new();

    /// <summary>Whether a callback asked for the end.</summary>
    public bool StopRequested { get; private set; }

    /// <summary>Ends the training after the running epoch.</summary>
    public void Stop() => StopRequested = true;
}
