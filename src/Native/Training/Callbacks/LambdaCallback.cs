namespace Interop.Native.Training;

/// <summary>A callback made of functions, for what needs no class of its own. Keras' <c>LambdaCallback</c>.</summary>
/// <param name="onTrainBegin">Before the first epoch.</param>
/// <param name="onEpochBegin">Before each epoch.</param>
/// <param name="onBatchBegin">Before each batch.</param>
/// <param name="onBatchEnd">After each batch's update, with its loss.</param>
/// <param name="onEpochEnd">After each epoch and its validation.</param>
/// <param name="onTrainEnd">After the last epoch.</param>
public sealed class LambdaCallback(
    Action<TrainingRun>? onTrainBegin = null,
    Action<TrainingRun>? onEpochBegin = null,
    Action<TrainingRun>? onBatchBegin = null,
    Action<TrainingRun, double>? onBatchEnd = null,
    Action<TrainingRun, EpochLog>? onEpochEnd = null,
    Action<TrainingRun>? onTrainEnd = null) : Callback
{
    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingRun run) => onTrainBegin?.Invoke(run);

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingRun run) => onEpochBegin?.Invoke(run);

    /// <inheritdoc/>
    public override void OnBatchBegin(TrainingRun run) => onBatchBegin?.Invoke(run);

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingRun run, double loss) => onBatchEnd?.Invoke(run, loss);

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run, EpochLog log) => onEpochEnd?.Invoke(run, log);

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingRun run) => onTrainEnd?.Invoke(run);
}
