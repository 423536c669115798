using Interop.Native.Tensors;

namespace Interop.Native.Training;

/// <summary>Something that takes part in a training: logs, schedules, stops it early. Override what you need.</summary>
public abstract class Callback
{
    /// <summary>
    /// Whether it reads gradients (<see cref="TrainingSession.Gradient"/>) after a batch. Where no callback does, gradients of large weights are
    /// used up as they come and never stored, which is faster.
    /// </summary>
    public virtual bool ReadsGradients => true;

    /// <summary>Before the first epoch.</summary>
    /// <param name="run">The training.</param>
    public virtual void OnTrainBegin(TrainingRun run)
    {
    }

    /// <summary>Before each epoch.</summary>
    /// <param name="run">The training.</param>
    public virtual void OnEpochBegin(TrainingRun run)
    {
    }

    /// <summary>Before each batch.</summary>
    /// <param name="run">The training.</param>
    public virtual void OnBatchBegin(TrainingRun run)
    {
    }

    /// <summary>
    /// When a batch's loss is NaN or infinite, before the gradients are computed. Where a callback calls <see cref="TrainingRun.StopNow"/>,
    /// the parameters are not updated and stay as they were. <see cref="TrainingRun.FindNonFinite"/> says where it began.
    /// </summary>
    /// <param name="run">The training.</param>
    /// <param name="loss">The batch's loss.</param>
    public virtual void OnLossNotFinite(TrainingRun run, double loss)
    {
    }

    /// <summary>After each batch's update.</summary>
    /// <param name="run">The training.</param>
    /// <param name="loss">The batch's loss before the update.</param>
    public virtual void OnBatchEnd(TrainingRun run, double loss)
    {
    }

    /// <summary>
    /// After a batch, and again after an epoch, when every callback has heard of it: what all parts remember fits together, so that
    /// <see cref="TrainingRun.SaveCheckpoint"/> may be called.
    /// </summary>
    /// <param name="run">The training.</param>
    public virtual void OnSettled(TrainingRun run)
    {
    }

    /// <summary>After each epoch and its validation.</summary>
    /// <param name="run">The training.</param>
    /// <param name="log">The epoch's figures.</param>
    public virtual void OnEpochEnd(TrainingRun run, EpochLog log)
    {
    }

    /// <summary>When the training is cancelled, between two steps, before the network gets its best weights so far; <see cref="TrainingRun.SaveCheckpoint"/> may be called.</summary>
    /// <param name="run">The training.</param>
    public virtual void OnCancelled(TrainingRun run)
    {
    }

    /// <summary>After the last epoch, or when the training stopped before it.</summary>
    /// <param name="run">The training.</param>
    public virtual void OnTrainEnd(TrainingRun run)
    {
    }

    /// <summary>What it remembers, as numbers by name, so that a resumed training continues as if it had not been interrupted; empty where nothing.</summary>
    public virtual IReadOnlyDictionary<string, double> SaveState() => new Dictionary<string, double>();

    /// <summary>Continues where <see cref="SaveState"/> was called.</summary>
    /// <param name="state">What it gave.</param>
    /// <exception cref="ArgumentException">A number is missing.</exception>
    public virtual void RestoreState(IReadOnlyDictionary<string, double> state)
    {
    }

    /// <summary>What it remembers as tensors by name, such as the best weights; empty where nothing.</summary>
    public virtual IReadOnlyDictionary<string, Tensor> SaveTensors() => new Dictionary<string, Tensor>();

    /// <summary>Continues where <see cref="SaveTensors"/> was called; after <see cref="RestoreState"/>, before <see cref="OnTrainBegin"/>.</summary>
    /// <param name="tensors">What it gave.</param>
    public virtual void RestoreTensors(IReadOnlyDictionary<string, Tensor> tensors)
    {
    }
}
